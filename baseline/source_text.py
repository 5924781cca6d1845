"""The text of a programme document, line by line, read the way its printer left it.

Lines are numbered as `sed -n` counts them. The text was taken out of a PDF file, which
left traces: a word broken over two lines keeps its hyphen, the number of a footnote
sticks to the word before it ("20243"), the first line of a page begins with a space,
and in some chapters the sign of a bullet became a space too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Lines = tuple[int, int]

_BROKEN_WORD = re.compile(r"-\s*\n\s*")
_FOOTNOTE = r"[0-9]{0,2}"
_SHORT_NUMBER = re.compile(r"(?:^|[^0-9])[0-9]{1,3}$")


class SourceText:
    """A text by its line numbers."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def line(self, number: int) -> str:
        """Return one line as it is; empty when there is no such line."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def between(self, first: int, last: int) -> str:
        """Return these lines as running text: broken words whole, spaces single."""
        text = "\n".join(self._lines[first - 1 : last])
        return " ".join(_BROKEN_WORD.sub("-", text).split())

    def says(self, words: str, ranges: Iterable[Lines]) -> bool:
        """Tell whether the words stand in one of these ranges, footnotes aside.

        Capitals make no difference, for words may begin a sentence.
        """
        pattern = loosely(words)
        return any(pattern.search(self.between(*lines)) for lines in ranges)

    def numbers(self, first: int, last: int) -> Iterable[int]:
        """Return the line numbers of a range that lie within the text."""
        return range(max(first, 1), min(last, len(self._lines)) + 1)


def loosely(words: str) -> re.Pattern[str]:
    """Return a pattern for whole words in any case, each with a footnote behind it.

    "VN" does not stand in "V&VN", nor 3 in 3.000 or 5 in 50: a footnote can only be
    told from the number before it when that is a year.
    """
    parts = r"\s+".join(
        re.escape(word) + ("" if _SHORT_NUMBER.search(word) else _FOOTNOTE)
        for word in words.split()
    )
    return re.compile(
        rf"(?<![\w&])(?<![0-9][.,]){parts}(?![\w&])(?![.,][0-9])", re.IGNORECASE
    )
