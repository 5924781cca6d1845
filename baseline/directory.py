"""Who is meant: the names, abbreviations and spellings in the governance file."""

from __future__ import annotations

import difflib

from baseline.plan import Ref
from baseline.yaml_nodes import Log, Where

ORGANISATION = "governance.Organisation"
BODY = "governance.Body"


class Directory:
    """Finds an organisation or body by any of its spellings."""

    def __init__(self) -> None:
        self._known: dict[str, Ref] = {}
        self._chapters: dict[Ref, int] = {}

    def add(self, spelling: str, ref: Ref, where: Where, log: Log) -> None:
        """Make a spelling known; two meanings for one spelling are a mistake."""
        known = self._known.setdefault(spelling, ref)
        if known != ref:
            log.add(
                where, f"“{spelling}” staat al voor een andere organisatie of groep."
            )

    def spellings(self) -> dict[Ref, tuple[str, ...]]:
        """Return every spelling of each organisation and body."""
        found: dict[Ref, tuple[str, ...]] = {}
        for spelling, ref in self._known.items():
            found[ref] = (*found.get(ref, ()), spelling)
        return found

    def set_chapter(self, ref: Ref, chapter: int) -> None:
        """Note which chapter a werkgroep works out, by the governance file."""
        self._chapters[ref] = chapter

    def chapter_of(self, ref: Ref) -> int | None:
        """Return the chapter of a werkgroep, or None when the file names none."""
        return self._chapters.get(ref)

    def find(self, spelling: str, where: Where, log: Log) -> Ref | None:
        """Return who is meant, or None and a problem."""
        ref = self._known.get(spelling)
        if ref is None:
            close = difflib.get_close_matches(spelling, self._known, n=3)
            hint = f" Bedoelt u {' of '.join(close)}?" if close else ""
            log.add(where, f"“{spelling}” is geen bekende organisatie of groep.{hint}")
        return ref


def party_columns(ref: Ref | None) -> dict[str, Ref | None]:
    """Return which of the two columns the party goes into."""
    return {
        "organisation": ref if ref is not None and ref.model == ORGANISATION else None,
        "body": ref if ref is not None and ref.model == BODY else None,
    }
