"""Every page of the real programme, for tests that hold for all of them."""

from __future__ import annotations

from django.urls import reverse

from actions.models import Action, Chapter
from governance.models import Body, Organisation


def every_page() -> dict[str, str]:
    """Return the address of each screen, by a name for in messages.

    Of screens that show one row: the fullest rows, and one that is nearly empty.
    """
    pages = {
        name: reverse(f"pages:{name}")
        for name in (
            "dashboard",
            "programme",
            "actions",
            "milestones",
            "late",
            "money",
            "organisations",
            "bodies",
            "contradictions",
            "check",
            "glossary",
            "search",
            "accessibility",
        )
    }
    pages |= {
        f"chapter {number}": reverse("pages:chapter", args=[number])
        for number in Chapter.objects.filter(number__in=[1, 3, 6]).values_list(
            "number", flat=True
        )
    }
    pages |= {
        f"action {code}": reverse("pages:action", args=[code])
        for code in Action.objects.filter(
            code__in=["1.2.1", "1.2.2", "5.1.1A", "6.1.3"]
        ).values_list("code", flat=True)
    }
    pages |= {
        f"organisation {label}": reverse("pages:organisation", args=[pk])
        for pk, label in Organisation.objects.filter(
            abbreviation__in=["VGN", "BCMB"]
        ).values_list("pk", "abbreviation")
    }
    pages |= {
        f"body {name}": reverse("pages:body", args=[pk])
        for pk, name in Body.objects.filter(
            name__in=["Regiegroep", "Klankbordgroep"]
        ).values_list("pk", "name")
    }
    return pages | {
        "led by VGN": f"{pages['late']}?organisatie=VGN",
        "actions without lead": f"{pages['actions']}?organisatie=geen&tekst=zorg",
        "milestones of 2026": f"{pages['milestones']}?jaar=2026",
        "found": f"{pages['search']}?tekst=clientondersteuning",
        "found of one kind": f"{pages['search']}?tekst=zorg&soort=activiteiten",
        "nothing found": f"{pages['search']}?tekst=qqq",
    }
