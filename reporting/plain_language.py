"""Looks whether a text is easy to read (B1): short sentences, no difficult words.

A first sieve and no more: it does not say that a text is plain, only where it is
probably not. Sources of the rules: the guidance of the Dutch central government for
plain language (sentences of at most fifteen words or so, one thought in each) and
lists of words that officials use and others do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_WORDS = 15
LONGEST_WORD = 20

# A difficult word, as its beginning, and what to say instead. Words of the programme
# that must stay (werkgroep, regiegroep) are explained in the list of terms.
DIFFICULT = {
    "aangaande": "over",
    "aanwenden": "gebruiken",
    "adequaat": "goed, passend",
    "afstemming": "overleg",
    "alsmede": "en",
    "betreffende": "over",
    "bewerkstellig": "zorgen voor",
    "borgen": "zorgen dat het blijft",
    "borging": "zorgen dat het blijft",
    "circa": "ongeveer",
    "conform": "volgens",
    "consensus": "het eens zijn",
    "continueren": "doorgaan met",
    "coördin": "regelen, afspreken",
    "derhalve": "daarom",
    "desalniettemin": "toch",
    "dialoog": "gesprek",
    "dienaangaande": "daarover",
    "discrepan": "verschil",
    "evalu": "bekijken hoe het ging",
    "expertise": "kennis",
    "facilit": "helpen, mogelijk maken",
    "financi": "geld, betalen",
    "geborgd": "zo geregeld dat het blijft",
    "gefaciliteerd": "geholpen",
    "governance": "wie waarover beslist",
    "hanteren": "gebruiken",
    "hetgeen": "wat",
    "implement": "invoeren",
    "inclusief": "met",
    "initi": "beginnen",
    "integraal": "als geheel",
    "interdisciplin": "van verschillende vakken samen",
    "inventaris": "op een rij zetten",
    "inzake": "over",
    "kaders": "regels, afspraken",
    "middels": "met",
    "mits": "als",
    "momenteel": "nu",
    "monitor": "volgen, meten",
    "multidisciplin": "van verschillende vakken samen",
    "omtrent": "over",
    "optimal": "beter maken, zo goed mogelijk",
    "participa": "meedoen",
    "pilot": "proef",
    "prioriter": "kiezen wat eerst komt",
    "randvoorwaarde": "wat eerst geregeld moet zijn",
    "realiser": "maken, bereiken",
    "stakeholder": "wie ermee te maken heeft",
    "stringent": "streng",
    "teneinde": "om",
    "tevens": "ook",
    "transitie": "verandering",
    "uitrol": "overal invoeren",
    "vigerend": "wat nu geldt",
    "welke": "die, dat",
    "wederom": "weer",
    "zorgdragen": "zorgen",
}

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True)
class Remark:
    """What may be hard to read, and what to do about it."""

    code: str
    what: str
    advice: str


def remarks(text: str) -> list[Remark]:
    """Return what may be hard to read in a text, in the order of the text."""
    found: list[Remark] = []
    for sentence in _SENTENCE.findall(text):
        words = _WORD.findall(sentence)
        if len(words) > MOST_WORDS:
            found.append(
                Remark(
                    "long_sentence",
                    f"Een zin van {len(words)} woorden",
                    f"Maak zinnen van hooguit {MOST_WORDS} woorden.",
                )
            )
        for word in words:
            remark = _of_word(word)
            if remark is not None and remark not in found:
                found.append(remark)
    return found


def _of_word(word: str) -> Remark | None:
    lowered = word.lower()
    for start, instead in DIFFICULT.items():
        if lowered.startswith(start):
            return Remark("difficult_word", f"“{word}”", f"Liever: {instead}.")
    if len(word) > LONGEST_WORD:
        return Remark(
            "long_word", f"“{word}”", "Een lang woord: leg het uit of zeg het anders."
        )
    return None
