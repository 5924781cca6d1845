"""Publishing: the payload in one transaction, the files after the commit."""

from __future__ import annotations

from datetime import date

import orjson
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from actions.models import Programme
from core import policy, writes
from core.actor import Actor
from core.errors import DomainError
from core.quarters import Quarter
from reporting.canonical import canonical_json, sha256_of
from reporting.compose import compose
from reporting.models import Overview
from reporting.overview import Overview as ComposedOverview
from reporting.payload import as_payload
from reporting.sources import gather
from reporting.tasks import render_overview_files


class AlreadyPublished(DomainError):
    """The quarter has an overview; a correction says what it corrects."""

    code = "already_published"


class NothingToCorrect(DomainError):
    """An erratum was given, but the quarter has no overview yet."""

    code = "nothing_to_correct"


class NotToBePublished(DomainError):
    """A quarter that has not begun, or from before the programme."""

    code = "not_to_be_published"


def preview(programme: Programme, quarter: Quarter, *, on: date) -> ComposedOverview:
    """Return the overview as it would be published now; nothing is stored."""
    rows = gather(programme, quarter, as_of=on)
    return compose(rows, quarter=quarter, as_of=on, edition=0)


def publish(
    *,
    programme: Programme,
    quarter: Quarter,
    by: Actor,
    on: date,
    erratum: str = "",
) -> Overview:
    """Freeze the overview of a quarter and return it.

    Without erratum the first edition, as it stands on this day. With one the next:
    judged against the day of the first, so that nothing but the correction differs.
    Raise AlreadyPublished, NothingToCorrect, NotToBePublished, or NotAllowed. Of many
    at once one succeeds.
    """
    erratum = erratum.strip()
    taken = AlreadyPublished(
        f"Het overzicht van {quarter.label} is al gepubliceerd. Een verbetering krijgt "
        "een nieuwe versie, en zegt wat er verbeterd is."
    )
    policy.require(
        by, "add", Overview(programme=programme, quarter=str(quarter), edition=1)
    )
    _refuse_what_cannot_be(programme, quarter, on)
    try:
        with transaction.atomic(durable=_may_be_durable()):
            _read_one_moment()
            edition, as_of = _next_edition(programme, quarter, erratum, taken, on)
            composed = compose(
                gather(programme, quarter, as_of=as_of),
                quarter=quarter,
                as_of=as_of,
                edition=edition,
                erratum=erratum,
            )
            payload = canonical_json(as_payload(composed))
            overview = writes.add(
                Overview(
                    programme=programme,
                    quarter=str(quarter),
                    edition=edition,
                    erratum=erratum,
                    payload=payload,
                    sha256=sha256_of(payload),
                    published_at=timezone.now(),
                    published_by=by.name,
                    is_fictitious=composed.is_fictitious,
                ),
                by=by,
            )
            # Robust: without a queue the sweep finds the files that are missing.
            transaction.on_commit(
                lambda: render_overview_files.delay(overview_id=overview.pk),
                robust=True,
            )
    except ValidationError as error:
        # Somebody published this edition in the same moment.
        if not _is_taken(programme, quarter, edition):
            raise
        raise taken from error
    except OperationalError as error:
        # PostgreSQL gives up one of two transactions that read and write the same.
        if "serialize" not in str(error):
            raise
        raise taken from error
    return overview


def _next_edition(
    programme: Programme,
    quarter: Quarter,
    erratum: str,
    taken: DomainError,
    on: date,
) -> tuple[int, date]:
    """Return the number of the edition to publish, and the day it tells about."""
    latest = (
        Overview.objects.filter(programme=programme, quarter=str(quarter))
        .order_by("-edition")
        .values_list("edition", "payload")
        .first()
    )
    if latest is None:
        if erratum:
            raise NothingToCorrect(
                f"Van {quarter.label} is nog geen overzicht om te verbeteren."
            )
        return 1, on
    if not erratum:
        raise taken
    edition, payload = latest
    return int(edition) + 1, date.fromisoformat(orjson.loads(payload)["asOf"])


def _refuse_what_cannot_be(programme: Programme, quarter: Quarter, on: date) -> None:
    """Refuse a slip of the pen that could never be taken back."""
    if quarter.start > on:
        raise NotToBePublished(f"Het {quarter.label} is nog niet begonnen.")
    if quarter.year < programme.start_year:
        raise NotToBePublished(
            f"Het {quarter.label} ligt voor het begin van het programma."
        )


def _is_taken(programme: Programme, quarter: Quarter, edition: int) -> bool:
    return Overview.objects.filter(
        programme=programme, quarter=str(quarter), edition=edition
    ).exists()


def _may_be_durable() -> bool:
    # Within a caller's transaction (a test, the demo) there is no outermost one here.
    return not connection.in_atomic_block


def _read_one_moment() -> None:
    """Make all queries of this transaction see one moment.

    SQLite's transactions do already; PostgreSQL does when told before the first query.
    """
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
