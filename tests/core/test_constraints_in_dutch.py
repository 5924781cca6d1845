"""What the database refuses reads as what validation refuses.

Two writers may pass validation at the same moment. To stand in that moment, these
tests take validation away.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from actions.models import Action, Activity, Chapter
from core import constraints, writes
from core.versioned import Versioned
from governance.models import Organisation
from tests.factories.actions import ActionFactory, ActivityFactory, ChapterFactory
from tests.factories.actors import SYSTEM
from tests.factories.governance import OrganisationFactory

VERSIONED = [model for model in apps.get_models() if issubclass(model, Versioned)]
CONSTRAINTS = [
    (model, constraint) for model in VERSIONED for constraint in model._meta.constraints
]

GONE = "Iets waar dit naar verwijst, is intussen verwijderd."


@pytest.fixture
def validation_is_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every row through, as validation does a moment too early."""

    def pass_all(self: models.Model, **options: Any) -> None:
        pass

    monkeypatch.setattr(Versioned, "full_clean", pass_all)
    monkeypatch.setattr(Versioned, "clean_fields", pass_all)


@pytest.mark.parametrize(
    ("model", "constraint"),
    CONSTRAINTS,
    ids=[constraint.name for _, constraint in CONSTRAINTS],
)
def test_constraint_has_a_sentence_of_its_own(
    model: type[Versioned], constraint: models.BaseConstraint
) -> None:
    message = str(constraint.violation_error_message)

    assert message != models.BaseConstraint.default_violation_error_message
    assert message[0].isupper()
    assert message.endswith(".")
    assert constraints.messages_by_name()[constraint.name] == message


def test_names_of_constraints_are_unique_over_all_tables() -> None:
    names = Counter(constraint.name for _, constraint in CONSTRAINTS)

    assert [name for name, count in names.items() if count > 1] == []


def test_unique_rules_of_a_table_differ_in_columns() -> None:
    # SQLite names the columns only; two rules over the same would be mixed up.
    columns = Counter(
        (model._meta.db_table, tuple(sorted(constraint.fields)))
        for model, constraint in CONSTRAINTS
        if isinstance(constraint, models.UniqueConstraint)
    )

    assert [key for key, count in columns.items() if count > 1] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("validation_is_passed")
def test_write_refused_by_unique_rule_reads_in_dutch_and_leaves_no_trace() -> None:
    chapter = ChapterFactory.create(number=1)
    other = ChapterFactory.create(programme=chapter.programme, number=2)

    with pytest.raises(ValidationError) as refused:
        writes.write(other, {"number": 1}, by=SYSTEM)

    assert refused.value.messages == ["Dit hoofdstuknummer is al in gebruik."]
    assert refused.value.code == "constraint"
    assert isinstance(refused.value.__cause__, IntegrityError)
    assert (other.number, other.version) == (2, 1)
    assert Chapter.objects.get(pk=other.pk).number == 2
    assert other.history.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("validation_is_passed")
def test_write_refused_by_check_reads_in_dutch() -> None:
    chapter = ChapterFactory.create(number=1)

    with pytest.raises(ValidationError) as refused:
        writes.write(chapter, {"number": 0}, by=SYSTEM)

    assert refused.value.messages == ["Een hoofdstuknummer begint bij 1."]
    assert Chapter.objects.get(pk=chapter.pk).number == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("validation_is_passed")
def test_add_refused_by_conditional_unique_rule_reads_in_dutch() -> None:
    OrganisationFactory.create(abbreviation="VWS")

    with pytest.raises(ValidationError) as refused:
        OrganisationFactory.create(abbreviation="VWS")

    assert refused.value.messages == ["Deze afkorting hoort al bij een organisatie."]
    assert Organisation.objects.count() == 1
    assert Organisation.history.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("validation_is_passed")
def test_append_refused_by_check_reads_in_dutch_and_stores_nothing() -> None:
    action = ActionFactory.create()
    rows = [
        ActivityFactory.build(action=action),
        ActivityFactory.build(action=action, level=3),
    ]

    with pytest.raises(ValidationError) as refused:
        writes.append(rows, by=SYSTEM)

    assert refused.value.messages == ["Het niveau is 1 of 2."]
    assert not Activity.objects.exists()
    assert not Activity.history.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("validation_is_passed")
def test_refusal_leaves_the_transaction_around_it_usable() -> None:
    chapter = ChapterFactory.create(number=1)

    with transaction.atomic():
        with pytest.raises(ValidationError):
            writes.write(chapter, {"number": 0}, by=SYSTEM)
        writes.write(chapter, {"number": 3}, by=SYSTEM)

    assert Chapter.objects.get(pk=chapter.pk).number == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("validation_is_passed")
def test_add_below_a_row_that_is_gone_reads_in_dutch() -> None:
    # Both databases look at foreign keys at the end of the transaction.
    action = ActionFactory.create()
    activity = ActivityFactory.build(action=action, action_id=action.pk)
    gone = Action.objects.get(pk=action.pk)
    writes.remove(action, by=SYSTEM)
    activity.action = gone

    with pytest.raises(ValidationError) as refused:
        writes.add(activity, by=SYSTEM)

    assert refused.value.messages == [GONE]
    assert not Activity.objects.exists()
    assert not Activity.history.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("validation_is_passed")
def test_refusal_that_is_not_by_a_rule_of_ours_stays_what_it_is() -> None:
    with pytest.raises(IntegrityError):
        ChapterFactory.create(title=None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'duplicate key value violates unique constraint "actions_chapter_number_'
            'unique"\nDETAIL:  Key (programme_id, number)=(1, 1) already exists.',
            "Dit hoofdstuknummer is al in gebruik.",
        ),
        (
            "UNIQUE constraint failed: actions_chapter.programme_id, "
            "actions_chapter.number",
            "Dit hoofdstuknummer is al in gebruik.",
        ),
        (
            'new row for relation "actions_chapter" violates check constraint '
            '"actions_chapter_number_positive"\nDETAIL:  Failing row contains (1).',
            "Een hoofdstuknummer begint bij 1.",
        ),
        (
            "CHECK constraint failed: actions_chapter_number_positive",
            "Een hoofdstuknummer begint bij 1.",
        ),
        (
            'insert or update on table "actions_activity" violates foreign key '
            'constraint "actions_activity_action_id_46ad1d4a_fk"',
            GONE,
        ),
        ("FOREIGN KEY constraint failed", GONE),
        ("UNIQUE constraint failed: andere_tabel.kolom", None),
        ("NOT NULL constraint failed: actions_chapter.title", None),
    ],
)
def test_dutch_message_knows_the_words_of_both_databases(
    text: str, message: str | None
) -> None:
    assert constraints.dutch_message(IntegrityError(text)) == message
