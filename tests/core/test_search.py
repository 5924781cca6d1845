"""Search words: one normal form, kept beside every searched row."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action, Activity
from core import writes
from core.search import MAX_WORDS, Searched, has_words, normalise, words_of
from governance.models import Organisation
from tests.factories.actions import ActionFactory, ActivityFactory
from tests.factories.actors import SYSTEM
from tests.factories.governance import OrganisationFactory


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cliëntondersteuning", "clientondersteuning"),
        ("Ieder(in)", "iederin"),
        ("V&VN", "vvn"),
        ("VWS/LZ", "vws lz"),
        ("door-ontwikkelen", "doorontwikkelen"),
        ("hbo’s en  mbo’s", "hbos en mbos"),
        ("Actie 1.2.1.", "actie 1.2.1"),
        ("Ongeveer 3.000 gezinnen", "ongeveer 3000 gezinnen"),
        ("€ 58.380.500", "58380500"),
        ("2023-2026 en 2023–2026", "2023 2026 en 2023 2026"),
        ("Straße ÉÉN", "strasse een"),
        ("100% _wild_ *", "100 wild"),
        ("…", ""),
    ],
)
def test_normalise_leaves_bare_lower_case_words(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_normalise_twice_is_normalise_once(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


def test_words_of_query_come_once_each_and_not_without_end() -> None:
    assert words_of("Zorg, zorg en ZÓRG!") == ("zorg", "en")
    assert len(words_of(" ".join(map(str, range(100))))) == MAX_WORDS


# --- kept with every write ----------------------------------------------------------


@pytest.mark.django_db
def test_add_and_append_fill_the_search_text() -> None:
    added = OrganisationFactory.create(name="Café Één", abbreviation="C&É")
    activity = ActivityFactory.build(
        action=ActionFactory.create(), title="Überleg", description="Ook dít"
    )
    writes.append([activity], by=SYSTEM)

    assert added.search_text == "cafe een\nce"
    assert Activity.objects.get().search_text == "uberleg\nook dit"


@pytest.mark.django_db
def test_write_renews_the_search_text_and_tells_events_the_own_fields_only() -> None:
    organisation = OrganisationFactory.create(name="Oud", abbreviation="O")

    writes.write(organisation, {"name": "Nieuw"}, by=SYSTEM)

    found = Organisation.objects.get(has_words(("nieuw", "o")))
    assert found.search_text == "nieuw\no"
    assert not Organisation.objects.filter(has_words(("oud",))).exists()


@pytest.mark.django_db
def test_refused_write_leaves_the_search_text() -> None:
    OrganisationFactory.create(name="Bezet")
    organisation = OrganisationFactory.create(name="Oud")

    with pytest.raises(ValidationError):
        writes.write(organisation, {"name": "Bezet"}, by=SYSTEM)

    assert organisation.search_text == "oud"


@pytest.mark.django_db
def test_history_does_not_copy_the_search_text() -> None:
    ActionFactory.create(title="Iets")

    names = {field.name for field in Action.history.model._meta.get_fields()}
    assert "title" in names
    assert "search_text" not in names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("clientondersteuning", True),
        ("CLIËNTONDERSTEUNING voor gemeenten", True),
        ("ondersteun", True),
        ("gemeenten handreiking", True),
        ("clientondersteuning provincies", False),
        ("%", False),
        ("client_ondersteuning", True),
        ("cli%ing", False),
        ("'; drop table", False),
        ("", False),
    ],
)
def test_every_word_must_occur_on_every_database(query: str, is_found: bool) -> None:
    ActionFactory.create(title="Handreiking cliëntondersteuning voor gemeenten")

    found = Action.objects.filter(has_words(words_of(query)))

    assert found.exists() is is_found


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_has_an_index_for_the_middle_of_words() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_indexes WHERE indexname LIKE %s",
            ["%_search_text_trgm"],
        )
        tables = {row[0] for row in cursor.fetchall()}

    assert tables == {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Searched)
    }
