"""Two published overviews beside each other."""

from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.overview.published import Edition, editions, visible
from pages.overview.views import actor_of
from reporting.compare import Comparison, compare


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Show per action what changed between two versions, with both texts.

    `van` and `tot` name a quarter, or one version of it: `2026-Q3-v1`.
    """
    known = editions(actor_of(request))
    before = _chosen(known, request.GET.get("van", ""))
    after = _chosen(known, request.GET.get("tot", ""))
    unknown = [
        asked
        for name, found in (("van", before), ("tot", after))
        if (asked := request.GET.get(name)) and found is None
    ]
    if not unknown and after is None and known:
        after = known[0]
    if not unknown and before is None and after is not None:
        before = _before(known, after)
    compared = None
    if not unknown and before is not None and after is not None:
        compared = _compared(request, before, after)
    return render(
        request,
        "pages/overview/compare.html",
        {
            "editions": known,
            "before": before,
            "after": after,
            "unknown": unknown,
            "comparison": compared,
        },
        status=400 if unknown else 200,
    )


def _chosen(known: list[Edition], asked: str) -> Edition | None:
    """Return the version that is asked for; of a quarter alone the newest."""
    return next(
        (
            edition
            for edition in known
            if asked == edition.key
            or (asked == str(edition.quarter) and edition.is_newest)
        ),
        None,
    )


def _before(known: list[Edition], after: Edition) -> Edition | None:
    """Return what one compares with: the version before, or the quarter before."""
    older = known[known.index(after) + 1 :]
    return next((e for e in older if e.quarter == after.quarter or e.is_newest), None)


def _compared(request: HttpRequest, before: Edition, after: Edition) -> Comparison:
    texts = dict(
        visible(actor_of(request))
        .filter(pk__in=[before.id, after.id])
        .values_list("pk", "payload")
    )
    return compare(orjson.loads(texts[before.id]), orjson.loads(texts[after.id]))
