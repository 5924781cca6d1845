"""Long lists in parts, so that a page stays fast however much there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PAGE_SIZE = 100

QS = TypeVar("QS", bound=QuerySet[Any])


@dataclass(frozen=True)
class Part:
    """Which part of a list this is; `key` is its place in the address."""

    key: str
    number: int
    pages: int
    total: int

    @property
    def previous(self) -> int | None:
        """The number of the part before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the part after this one."""
        return self.number + 1 if self.number < self.pages else None


def part_of(request: HttpRequest, rows: QS, *, key: str = "pagina") -> tuple[QS, Part]:
    """Return the asked part of the rows, and where it lies. One query, to count.

    Raises Http404 for a part that does not exist.
    """
    paginator = Paginator(rows, PAGE_SIZE)
    number = request.GET.get(key) or "1"
    try:
        page = paginator.page(number)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404(f"Deze lijst heeft geen pagina {number}.") from error
    part = Part(key, page.number, paginator.num_pages, paginator.count)
    first = (page.number - 1) * PAGE_SIZE
    return rows[first : first + PAGE_SIZE], part
