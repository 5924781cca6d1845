"""What the people of the demo write: made up, marked as such, different per action.

`turn` is any number; the same number gives the same words, in every run.
"""

from __future__ import annotations

from collections.abc import Sequence

MARK = "[Fictief]"

STATE_OF_AFFAIRS = {
    "not_started": (
        "De start is voorzien voor het volgende kwartaal. De voorbereiding loopt.",
        "Er is nog niet begonnen. De opdracht wordt nu uitgewerkt.",
    ),
    "in_progress": (
        "Er waren twee bijeenkomsten. Daar is gekozen hoe we verdergaan.",
        "De proef loopt bij {n} aanbieders. De eerste ervaringen zijn goed.",
        "De onderzoekers hebben {n} gesprekken gevoerd. Het verslag komt na de zomer.",
        "De handreiking is in concept klaar. {n} mensen hebben erop gereageerd.",
        "Het plan van aanpak is besproken met de zorgkantoren en aangepast.",
        "De scholing is begonnen. Er doen {n} medewerkers mee.",
        "De gegevens zijn verzameld. Nu kijken we wat ze betekenen.",
    ),
    "completed": (
        "De actie is klaar. Het resultaat staat op de website van het programma.",
        "De afspraken zijn gemaakt en ondertekend. Er is geen werk meer over.",
    ),
    "stopped": (
        "Deze actie gaat niet door. Het werk is opgegaan in een andere actie.",
    ),
}

RESULTS = (
    "Er is een werkwijze die {n} aanbieders gebruiken.",
    "Er is een overzicht van wat er al is, per regio.",
    "Er zijn {n} mensen geschoold.",
    "Er is een conceptadvies voor de regiegroep.",
    "Cliënten en naasten hebben meegedacht in {n} gesprekken.",
    "Nog geen resultaat dat we kunnen laten zien.",
)

BOTTLENECKS = {
    "green": ("",),
    "amber": (
        "De planning is krap: twee medewerkers zijn gestopt.",
        "Het duurt lang om genoeg deelnemers te vinden.",
        "De gegevens komen later dan afgesproken.",
        "Niet alle partijen hebben op tijd gereageerd.",
        "Er is meer afstemming nodig met de gemeenten.",
    ),
    "red": (
        "Er is geen geld voor de tweede fase. Een besluit van de regiegroep is nodig.",
        "De partijen zijn het niet eens over wie dit uitvoert.",
        "Zonder aanpassing van de regels kan de proef niet verder.",
        "De uitvoerder heeft de opdracht teruggegeven.",
    ),
}

NEXT_STEPS = (
    "De proef uitbreiden naar een tweede regio.",
    "De handreiking vaststellen en verspreiden.",
    "Een bijeenkomst houden met cliënten en naasten.",
    "Afspraken maken over wie dit na 2026 doet.",
    "De uitkomsten bespreken met de klankbordgroep.",
    "De tweede meting doen.",
)

BORGING = {
    "none": ("Hier is nog niet over gesproken.",),
    "planned": (
        "Het wordt een onderdeel van de inkoopafspraken.",
        "De brancheorganisatie neemt het op in haar jaarplan.",
    ),
    "arranged": (
        "Het staat in de kwaliteitseisen. Daarmee blijft het na 2026 bestaan.",
    ),
    "not_needed": ("Dit is een eenmalige opdracht.",),
}

RISKS = (
    "Te weinig tijd bij de deelnemers.",
    "De kosten vallen hoger uit dan gedacht.",
    "Andere regels vanaf volgend jaar.",
    "Afhankelijk van een ander programma.",
    "",
)

PLAIN_LANGUAGE = {
    "green": (
        "Het gaat goed. We doen wat we hebben beloofd.",
        "Er doen nu {n} organisaties mee.",
        "Mensen vertellen ons dat het helpt.",
        "",
    ),
    "amber": (
        "Het gaat langzamer dan we wilden.",
        "We zoeken nog mensen die mee willen doen.",
    ),
    "red": (
        "Het lukt nu niet. Er moet eerst een besluit komen.",
        "We zijn gestopt tot er geld is.",
    ),
}

# Why something holds although it does not seem to add up.
OVERRIDES = {
    "ended": "Het werk is klaar. De activiteiten zijn nog niet afgevinkt.",
    "down": "De vorige schatting was te hoog. Dit is een nieuwe telling.",
    "silence": "Door ziekte is vorig kwartaal niets ingeleverd.",
    "milestone": "De mijlpaal komt een paar weken later. Het doel verandert niet.",
}

RETURN_REASONS = (
    "Noem ook wat dit voor cliënten betekent.",
    "De stand en de tekst passen niet bij elkaar. Welke van de twee klopt?",
    "Schrijf bij het knelpunt wie er nodig is.",
)

CORRECTION = "Verbeterd: het aantal deelnemers was te hoog."
EXTENSION_REASON = "De werkgroep komt pas volgende week bij elkaar."
REOPENING_REASON = "Eén werkgroep had een getal verkeerd opgegeven."


def marked(words: str) -> str:
    """Return the words with the mark in front; nothing stays nothing."""
    return f"{MARK} {words}" if words else ""


def pick(words: Sequence[str], turn: int) -> str:
    """Return one of these texts, marked, with a number where it asks for one."""
    return marked(words[turn % len(words)].format(n=3 + turn % 17))
