"""The words of this site in plain Dutch, for readers.

docs/glossary.md maps the same words to the code.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

from pages.addresses import Ref


@dataclass(frozen=True)
class Term:
    """A word and what it means here."""

    word: str
    meaning: str

    @property
    def slug(self) -> str:
        """The anchor on the page."""
        return slugify(self.word)

    @property
    def ref(self) -> Ref:
        """The link to the explanation."""
        return Ref(self.word, f"{reverse('pages:glossary')}#{self.slug}")


@dataclass(frozen=True)
class TermGroup:
    """Words that belong together."""

    title: str
    terms: tuple[Term, ...]


GROUPS = (
    TermGroup(
        "Het programma",
        (
            Term(
                "programma",
                "Een plan van veel partijen samen, voor een aantal jaren. Dit plan "
                "heet de Toekomstagenda. Het staat in één document.",
            ),
            Term(
                "hoofdstuk",
                "Een deel van het programma. Een hoofdstuk gaat over een groep mensen "
                "(doelgroep) of over iets wat nodig is om de plannen uit te voeren "
                "(randvoorwaarde).",
            ),
            Term("doelgroep", "De groep mensen voor wie een hoofdstuk bedoeld is."),
            Term(
                "randvoorwaarde",
                "Iets wat eerst geregeld moet zijn, zoals goed personeel of goede "
                "technologie.",
            ),
            Term(
                "speerpunt",
                "Een onderwerp binnen een hoofdstuk dat extra aandacht krijgt. Onder "
                "een speerpunt hangen acties.",
            ),
            Term(
                "actie",
                "Iets wat de partijen hebben afgesproken te doen. Het is het kleinste "
                "deel van het programma waarover bericht wordt.",
            ),
            Term(
                "code",
                "Het nummer van een actie: hoofdstuk, speerpunt, actie. Actie 1.2.3 is "
                "de derde actie van speerpunt 2 in hoofdstuk 1. Het document drukt het "
                "hoofdstuk er niet bij; dat is de “code zoals gedrukt”.",
            ),
            Term(
                "activiteit",
                "Een stap binnen een actie. Soms is het een voorwaarde (dit moet eerst "
                "zo zijn) of een notitie (dit is goed om te weten).",
            ),
            Term(
                "maatschappelijk doel",
                "Wat er voor mensen beter moet worden. Het staat niet bij elk "
                "speerpunt in het document.",
            ),
            Term(
                "verband",
                "Een lijn van het ene deel van het programma naar een ander deel, of "
                "naar iets erbuiten. Bijvoorbeeld: actie A hangt af van actie B.",
            ),
        ),
    ),
    TermGroup(
        "Wanneer",
        (
            Term(
                "mijlpaal",
                "Iets wat op een moment af moet zijn, begonnen moet zijn of bereikt "
                "moet zijn.",
            ),
            Term(
                "oorspronkelijk",
                "Zoals het in het programmadocument staat. Dit verandert nooit.",
            ),
            Term(
                "afgesproken",
                "Zoals het nu is afgesproken. Dit verandert alleen door een besluit: "
                "een bijstelling.",
            ),
            Term(
                "verwacht",
                "Wanneer de mensen die eraan werken denken dat het klaar is.",
            ),
            Term("bereikt", "Wanneer het echt klaar was."),
            Term(
                "uiterlijk",
                "De laatste dag waarop iets klaar moet zijn. “Najaar 2022” loopt tot "
                "en met 30 november 2022. Een dag later is het voorbij.",
            ),
            Term(
                "te laat",
                "De afgesproken datum is voorbij. Daarna is er bericht, en daarin "
                "staat niet dat de mijlpaal is bereikt.",
            ),
            Term(
                "nog niet over bericht",
                "De afgesproken datum is voorbij, maar daarna heeft nog niemand "
                "bericht. Wij weten dus niet of het klaar is. Daarom noemen wij het "
                "niet te laat.",
            ),
            Term(
                "zonder einddatum",
                "Het document noemt geen dag of jaar, bijvoorbeeld “komende jaren”. "
                "Zo’n mijlpaal kan niet te laat zijn.",
            ),
            Term(
                "bijstelling",
                "Een besluit dat iets verandert aan wat was afgesproken. Met een reden "
                "en een datum.",
            ),
            Term(
                "zekerheid",
                "Hoe stevig het document iets belooft: vast, beoogd (het is het plan) "
                "of onder voorwaarde (alleen als er eerst iets anders gebeurt).",
            ),
            Term(
                "resultaat 2026",
                "Wat er aan het eind van het programma bereikt moet zijn.",
            ),
            Term("streefcijfer", "Een getal dat gehaald moet worden."),
            Term("kwartaal", "Drie maanden. Een jaar heeft vier kwartalen."),
        ),
    ),
    TermGroup(
        "Hoe het gaat",
        (
            Term(
                "bericht",
                "Wat de werkgroep elk kwartaal over een actie vertelt. Het telt als "
                "het programmabureau het heeft aangenomen.",
            ),
            Term(
                "stand",
                "Hoe het gaat met een actie: klaar, op koers, aandacht, knelt, gestopt "
                "of nog geen bericht.",
            ),
            Term("op koers", "Het loopt zoals afgesproken."),
            Term("aandacht", "Er is iets om op te letten."),
            Term("knelt", "Het loopt vast als er niets gebeurt."),
        ),
    ),
    TermGroup(
        "Wie",
        (
            Term(
                "trekker",
                "Wie de actie leidt. Wij noemen iemand alleen trekker als het document "
                "dat met zoveel woorden zegt. Veel acties hebben geen trekker in het "
                "document.",
            ),
            Term(
                "partner",
                "Staat bij de trekker genoemd, maar leidt de actie niet.",
            ),
            Term(
                "verzameling",
                "Veel partijen onder één naam, zoals “gemeenten” of “zorgkantoren”.",
            ),
            Term(
                "groep",
                "Mensen of organisaties die samen overleggen.",
            ),
            Term(
                "werkgroep",
                "De groep die een hoofdstuk uitvoert.",
            ),
            Term(
                "regiegroep",
                "De groep die het hele programma in de gaten houdt. Zij komt vier keer "
                "per jaar bij elkaar.",
            ),
            Term(
                "klankbordgroep",
                "Mensen met een beperking, naasten en zorgverleners die meedenken.",
            ),
            Term(
                "bestuurlijk overleg",
                "Het hoogste overleg. Het kijkt eens per jaar hoe het gaat.",
            ),
            Term(
                "agendalid",
                "Is geen vast lid. Wordt uitgenodigd als het onderwerp deze "
                "organisatie raakt.",
            ),
            Term(
                "opschalen",
                "Een vraag die een groep zelf niet kan oplossen doorgeven aan een "
                "groep die meer kan beslissen.",
            ),
        ),
    ),
    TermGroup(
        "Geld",
        (
            Term("begroot", "Wat volgens het plan uitgegeven mag worden."),
            Term(
                "begrotingsregel",
                "Eén rij in de tabel met kosten. Wat een hoofdstuk per jaar kost.",
            ),
            Term(
                "middelen",
                "Het geld waarmee de kosten worden betaald. In de tabel heet zo’n rij "
                "een dekkingsregel.",
            ),
            Term(
                "waarvan",
                "Een deel van een bedrag dat al eerder genoemd is. Het komt er niet "
                "nog eens bij.",
            ),
            Term(
                "niet verdeeld",
                "Middelen die nog niet naar een hoofdstuk of naar algemene kosten "
                "gaan: de middelen min de kosten van dat jaar.",
            ),
            Term(
                "buiten het totaal",
                "Geld dat het document wel noemt, maar dat andere dingen betaalt dan "
                "de kosten in de tabel. Wij tellen het niet mee.",
            ),
            Term(
                "geen cel",
                "De tabel in het document heeft op deze plek niets staan. Dat is iets "
                "anders dan nul euro.",
            ),
        ),
    ),
    TermGroup(
        "Waar het vandaan komt",
        (
            Term(
                "bron",
                "De plek in het document waar iets staat: document, paragraaf en "
                "regels. Bij elk feit op deze site kunt u de bron openen.",
            ),
            Term(
                "regel",
                "Het nummer van een regel in de tekst van het document. De eerste "
                "regel is regel 1.",
            ),
            Term(
                "zoals gedrukt",
                "Precies de woorden van het document.",
            ),
            Term(
                "tegenspraak",
                "Het document zegt op twee plekken iets anders. Wij laten beide "
                "plekken zien, zeggen welke wij volgen, en waarom.",
            ),
            Term(
                "controle",
                "Een programma telt na of het hele document is ingelezen en of de "
                "bedragen kloppen.",
            ),
            Term(
                "verbetering van de lezing",
                "Wij hadden iets verkeerd uit het document overgenomen en hebben dat "
                "hersteld. Dat is geen bijstelling: aan de afspraak verandert niets.",
            ),
        ),
    ),
)

TERMS = tuple(term for group in GROUPS for term in group.terms)
