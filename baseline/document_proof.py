"""Proves the transcription against the text of the document itself.

The check report compares the database with counts made by reading. This goes one step
further back: row by row, what the files say must stand on the lines that they name.
It knows nothing of one particular document; what it must be told (lines that begin a
page) stands in the files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from baseline.document_signs import lines, signs_found
from baseline.findings import Finding, Group, compared, proven
from baseline.plan import Plan, PlannedRow, Ref
from baseline.source_text import Lines, SourceText, loosely

_TO_TWENTY = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "vijftien zestien zeventien achttien negentien twintig"
)
NUMBER_WORDS = {
    number: (word, f"{word}maal", f"{word} maal")
    for number, word in enumerate(_TO_TWENTY.split(), start=1)
} | {1: ("een", "één", "eenmaal")}
FIFTY_PERCENT = ("50", "helft")
MONEY_COLUMNS = {
    "finance.BudgetLine": "original",
    "finance.FundingLine": "amount",
    "finance.PrintedTotal": "amount",
}

_AMOUNT = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2})?|-€)")
_BARE_CODE = re.compile(r"[0-9][a-z]")


def prove(plan: Plan, content: bytes) -> list[Finding]:
    """Return the findings; `content` is the text of the document, as it came."""
    text = SourceText(content.decode("utf-8", errors="replace"))
    return [
        compared(
            Group.DOCUMENT,
            "document.sha256",
            "De brontekst is de tekst die gelezen is (SHA-256)",
            expected=plan.document_sha256[:12],
            found=hashlib.sha256(content).hexdigest()[:12],
        ),
        compared(
            Group.DOCUMENT,
            "document.lines",
            "Regels in de brontekst",
            expected=plan.document_lines,
            found=content.count(b"\n"),
        ),
        *signs_found(plan, text),
        *_RowProof(plan, text).findings(),
    ]


class _RowProof:
    """Each proof returns what it looked at and, by name, what does not stand there."""

    def __init__(self, plan: Plan, text: SourceText) -> None:
        self.plan = plan
        self.text = text

    def findings(self) -> Iterator[Finding]:
        """Return the proofs, in the order of the report."""
        for key, title, rows, failures in (
            ("headings", "Koppen die er zo staan", *self._headings()),
            ("leads", "Trekkers zoals gedrukt", *self._leads()),
            ("dates", "Beloften waarvan de datum er staat", *self._dates()),
            ("targets", "Streefcijfers die er staan", *self._targets()),
            ("amounts", "Regels met bedragen zoals gedrukt", *self._amounts()),
            ("earmarks", "Delen van een kostenregel die er staan", *self._earmarks()),
            ("organisations", "Organisaties die er staan", *self._organisations()),
            ("spellings", "Andere schrijfwijzen die voorkomen", *self._spellings()),
            ("members", "Leden die er staan", *self._members()),
            ("frequencies", "Hoe vaak een groep bijeenkomt", *self._frequencies()),
        ):
            yield proven(
                Group.DOCUMENT,
                f"document.{key}",
                title,
                total=len(rows),
                failures=failures,
            )

    def _rows(self, model: str) -> list[PlannedRow]:
        return [row for row in self.plan.rows if row.model == model]

    def _headings(self) -> tuple[list[Any], list[str]]:
        headings = [*self._printed_headings()]
        return headings, [
            _at(row, row.values["title"])
            for row, pattern in headings
            if not self._stands(pattern, lines(row)[0])
        ]

    def _stands(self, heading: re.Pattern[str], first: int) -> bool:
        # A heading may go on over two more lines.
        return any(
            heading.fullmatch(self.text.between(first, first + more))
            for more in range(3)
        )

    def _printed_headings(self) -> Iterator[tuple[PlannedRow, re.Pattern[str]]]:
        for row in self._rows("actions.Chapter"):
            yield row, _heading("", str(row.values["heading"]))
        for row in self._rows("actions.Spearhead"):
            number = f"Speerpunt {row.values['number']} ?[.:]? "
            yield row, _heading(number, str(row.values["title"]))
        for row in self._rows("actions.Action"):
            printed = str(row.values["printed_code"])
            if _BARE_CODE.fullmatch(printed):
                yield row, _heading("", printed)
            elif printed:
                # Of "1.1 A" only the letter stands before the title.
                code = re.escape(printed.rpartition(" ")[2])
                yield row, _heading(rf"{code}[.:]? ", str(row.values["title"]))

    def _leads(self) -> tuple[list[Any], list[str]]:
        rows = self._rows("actions.Trekker")
        failures = []
        for row in rows:
            printed = str(row.values["as_printed"])
            told = self.text.between(*lines(row))
            # A partner may stand outside a lead line; then the words need but stand.
            is_whole = told == f"Trekker: {printed}" or (
                row.values["role"] == "partner"
                and "Trekker:" not in told
                and printed in told
            )
            party = row.values["organisation"] or row.values["body"]
            named = any(loosely(name).search(printed) for name in self._names(party))
            if not (is_whole and named):
                failures.append(_at(row, printed))
        return rows, failures

    def _dates(self) -> tuple[list[Any], list[str]]:
        rows = self._rows("actions.Milestone")
        return rows, [
            _at(row, f"{row.values['title']}: {row.values['original_text']}")
            for row in rows
            if not self.text.says(str(row.values["original_text"]), _ranges(row))
        ]

    def _targets(self) -> tuple[list[Any], list[str]]:
        rows = self._rows("monitoring.Target")
        return rows, [
            _at(row, row.values["what"]) for row in rows if not self._has_target(row)
        ]

    def _has_target(self, row: PlannedRow) -> bool:
        due = str(row.values["due_text"])
        wanted = [[due]] if due else []
        for figure in (row.values["value"], row.values["baseline_value"]):
            if figure is not None:
                is_half = row.values["unit"] == "%" and figure == 50
                wanted.append([*(FIFTY_PERCENT if is_half else _written(figure))])
        return all(self._says_any(ways, _ranges(row)) for ways in wanted)

    def _amounts(self) -> tuple[list[Any], list[str]]:
        """The amounts of a row stand on its line, in the order of the years."""
        printed: dict[int, tuple[PlannedRow, str, list[Decimal]]] = {}
        for model, column in MONEY_COLUMNS.items():
            for row in self._rows(model):
                label = str(row.values.get("label", "Totaal"))
                _, _, amounts = printed.setdefault(lines(row)[0], (row, label, []))
                if row.values[column] is not None:
                    amounts.append(row.values[column])
        failures = []
        for line, (row, label, amounts) in printed.items():
            text = self.text.between(line, line)
            rest = text.removeprefix(label)
            if rest == text or [*_printed_amounts(rest)] != amounts:
                failures.append(_at(row, label))
        return [*printed], failures

    def _earmarks(self) -> tuple[list[Any], list[str]]:
        rows = self._rows("finance.Earmark")
        failures = []
        for row in rows:
            millions = (row.values["amount"] / 1_000_000).normalize()
            words = f"{millions:f} miljoen".replace(".", ",")
            if not self.text.says(words, _ranges(row)):
                failures.append(_at(row, f"{row.values['label']}: {words}"))
        return rows, failures

    def _organisations(self) -> tuple[list[Any], list[str]]:
        rows = self._rows("governance.Organisation")
        return rows, [
            _at(row, row.values["name"])
            for row in rows
            if not self._is_named(Ref(row.model, row.key), _ranges(row))
        ]

    def _spellings(self) -> tuple[list[Any], list[str]]:
        """An abbreviation or alias that stands nowhere is a mistake in the file."""
        everywhere = [(1, self.plan.document_lines)]
        columns = (
            ("governance.Organisation", "abbreviation"),
            ("governance.OrganisationAlias", "alias"),
        )
        spellings = [
            (row, str(row.values[column]))
            for model, column in columns
            for row in self._rows(model)
            if row.values[column]
        ]
        return spellings, [
            f"{row.where.file}, regel {row.where.line}: {spelling}"
            for row, spelling in spellings
            if not self.text.says(spelling, everywhere)
        ]

    def _members(self) -> tuple[list[Any], list[str]]:
        rows = self._rows("governance.Membership")
        failures = []
        for row in rows:
            ranges = _ranges(row)
            is_named = self._is_named(row.values["organisation"], ranges)
            is_agendalid = row.values["role"] == "agendalid"
            if not is_named or is_agendalid != self.text.says("agendalid", ranges):
                failures.append(_at(row, row.key.partition("/member/")[2]))
        return rows, failures

    def _frequencies(self) -> tuple[list[Any], list[str]]:
        rows = [row for row in self._rows("governance.Body") if row.values["frequency"]]
        failures = []
        for row in rows:
            words, count = str(row.values["frequency"]), row.values["meetings_per_year"]
            is_counted = count is None or any(
                loosely(way).search(words) for way in _written(Decimal(count))
            )
            if not (is_counted and self.text.says(words, _ranges(row))):
                failures.append(_at(row, f"{row.values['name']}: {words}"))
        return rows, failures

    def _is_named(self, ref: Ref | None, ranges: list[Lines]) -> bool:
        return self._says_any(self._names(ref), ranges)

    def _names(self, ref: Ref | None) -> tuple[str, ...]:
        return self.plan.spellings.get(ref, ()) if ref is not None else ()

    def _says_any(self, ways: Iterable[str], ranges: list[Lines]) -> bool:
        return any(self.text.says(way, ranges) for way in ways)


def _ranges(row: PlannedRow) -> list[Lines]:
    also: list[Any] = row.values["source_also"]
    return [lines(row), *((first, last) for first, last in also)]


def _at(row: PlannedRow, what: Any) -> str:
    source = "-".join(str(number) for number in lines(row))
    return f"{row.where.file}, regel {row.where.line}: {what} (brontekst {source})"


def _heading(before: str, title: str) -> re.Pattern[str]:
    """Return the pattern of a printed heading: a footnote or a colon may follow."""
    return re.compile(rf"{before}{re.escape(title)}[0-9]{{0,2}}[.:]?")


def _written(figure: Decimal) -> Iterator[str]:
    """Return the ways to write a figure: 3000, 3.000, 2,5, vijf, driemaal."""
    if figure != figure.to_integral_value():
        yield f"{figure.normalize():f}".replace(".", ",")
        return
    number = int(figure)
    yield str(number)
    yield f"{number:,}".replace(",", ".")
    yield from NUMBER_WORDS.get(number, ())


def _printed_amounts(text: str) -> Iterator[Decimal]:
    for printed in _AMOUNT.findall(text):
        digits = "0" if printed == "-€" else printed.replace(".", "").replace(",", ".")
        yield Decimal(digits).quantize(Decimal("0.01"))
