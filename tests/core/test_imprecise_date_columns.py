"""Throwaway models in a registry of their own: no table is made for them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from simple_history.models import HistoricalRecords

from core.imprecise_date_columns import (
    NAME_MAX_LENGTH,
    ImpreciseDateColumns,
    imprecise_date_constraints,
)
from core.imprecise_dates import ImpreciseDate, Precision, parse_imprecise_date

AUTUMN = parse_imprecise_date("najaar 2022")
COLUMNS = ("original_start", "original_end", "original_precision", "original_text")


@pytest.fixture
def promise() -> Iterator[Any]:
    """A model with an imprecise date between two other columns."""
    with isolate_apps():

        class Promise(models.Model):
            title = models.CharField(max_length=10)
            original = ImpreciseDateColumns("oorspronkelijk")
            remark = models.CharField(max_length=10)

            class Meta:
                app_label = "promises"
                constraints = imprecise_date_constraints(
                    "promise", "original", subject="Oorspronkelijke datum"
                )

            def __str__(self) -> str:
                return self.title

        yield Promise


def columns_of(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)


def test_columns_are_four_fields_where_they_were_declared(promise: Any) -> None:
    fields = promise._meta.fields

    assert [f.name for f in fields] == ["id", "title", *COLUMNS, "remark"]
    assert [str(f.verbose_name) for f in fields[2:6]] == [
        "oorspronkelijk: eerste dag",
        "oorspronkelijk: laatste dag",
        "oorspronkelijk: precisie",
        "oorspronkelijk: zoals geschreven",
    ]
    assert ("season", "seizoen") in fields[4].choices


def test_columns_on_the_class_are_the_descriptor(promise: Any) -> None:
    assert isinstance(promise.original, ImpreciseDateColumns)
    assert promise.original.column_names == COLUMNS


def test_value_of_a_new_row_is_none(promise: Any) -> None:
    assert promise().original is None


@pytest.mark.parametrize(
    "words", ["najaar 2022", "tot 2026", "vanaf 2025", "na 2025", "komende jaren"]
)
def test_value_set_is_the_value_read(promise: Any, words: str) -> None:
    row = promise()

    row.original = parse_imprecise_date(words)

    assert row.original == parse_imprecise_date(words)


def test_value_set_fills_the_columns(promise: Any) -> None:
    row = promise()

    row.original = AUTUMN

    assert columns_of(row) == (
        date(2022, 9, 1),
        date(2022, 11, 30),
        "season",
        "najaar 2022",
    )
    assert type(row.original_precision) is str


def test_value_set_to_none_empties_the_columns(promise: Any) -> None:
    row = promise(original=AUTUMN)

    row.original = None

    assert columns_of(row) == (None, None, "", "")


def test_value_in_the_constructor_fills_the_columns(promise: Any) -> None:
    row = promise(title="belofte", original=AUTUMN)

    assert row.title == "belofte"
    assert row.original == AUTUMN


def test_value_of_another_kind_is_refused(promise: Any) -> None:
    with pytest.raises(TypeError, match="original is een ImpreciseDate of None"):
        promise(original="najaar 2022")


def test_value_of_columns_that_break_a_rule_is_refused(promise: Any) -> None:
    row = promise(original_precision="year", original_text="2022")

    with pytest.raises(ValueError, match="heeft een laatste dag"):
        _ = row.original


def test_two_values_on_one_model_are_apart() -> None:
    with isolate_apps():

        class Plan(models.Model):
            original = ImpreciseDateColumns("oorspronkelijk")
            agreed = ImpreciseDateColumns("afgesproken")

            class Meta:
                app_label = "promises"

            def __str__(self) -> str:
                return str(self.original)

    row: Any = Plan()
    row.original = AUTUMN

    assert row.agreed is None
    assert row.agreed_text == ""


def test_abstract_model_gives_each_child_its_own_columns() -> None:
    with isolate_apps():

        class Dated(models.Model):
            original = ImpreciseDateColumns("oorspronkelijk")

            class Meta:
                app_label = "promises"
                abstract = True
                constraints = imprecise_date_constraints("%(class)s", "original")

        class First(Dated):
            def __str__(self) -> str:
                return "first"

        class Second(Dated):
            def __str__(self) -> str:
                return "second"

    for child in (First, Second):
        assert [f.name for f in child._meta.fields] == ["id", *COLUMNS]
        assert all(f.model is child for f in child._meta.fields)
    first: Any = First
    assert first(original=AUTUMN).original == AUTUMN
    assert First._meta.constraints[0].name == "first_original_start_before_end"


def test_migration_knows_the_four_columns_only(promise: Any) -> None:
    state = ModelState.from_model(promise)
    operation = migrations.CreateModel(
        state.name, list(state.fields.items()), options=state.options
    )
    migration = type("Migration", (migrations.Migration,), {"operations": [operation]})

    written = MigrationWriter(migration("0001_initial", "promises")).as_string()

    assert "core" not in written
    assert all(f"'{column}'" in written for column in COLUMNS)


def test_model_of_a_migration_works_without_the_value(promise: Any) -> None:
    project = ProjectState()
    project.add_model(ModelState.from_model(promise))

    row = project.apps.get_model("promises", "Promise")(original_text="2022")

    assert row.original_text == "2022"
    assert not hasattr(row, "original")


def test_history_copies_the_columns() -> None:
    with isolate_apps():

        class Tracked(models.Model):
            original = ImpreciseDateColumns("oorspronkelijk")
            history = HistoricalRecords(
                app="promises",
                inherit=True,
                history_user_id_field=models.IntegerField(null=True),
            )

            class Meta:
                app_label = "promises"
                abstract = True

        class Promise(Tracked):
            def __str__(self) -> str:
                return "promise"

    child: Any = Promise
    fields = [f.name for f in child.history.model._meta.fields]
    row = child.history.model(original_text="2022", original_precision="year")

    assert [name for name in fields if name.startswith("original")] == list(COLUMNS)
    assert row.original_text == "2022"


# --- constraints --------------------------------------------------------------------

START, END = date(2022, 1, 1), date(2022, 12, 31)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        (None, None, "", ""),
        (START, END, "year", "2022"),
        (START, START, "from", "vanaf 2022"),
        (None, END, "year", "uiterlijk 2022"),
        (START, None, "after", "na 2021"),
        (None, None, "unknown", "komende jaren"),
    ],
)
def test_constraints_allow_what_a_value_allows(
    promise: Any, start: date | None, end: date | None, precision: str, text: str
) -> None:
    row = promise(
        original_start=start,
        original_end=end,
        original_precision=precision,
        original_text=text,
    )

    row.validate_constraints()

    expected = (
        ImpreciseDate(start, end, Precision(precision), text) if precision else None
    )
    assert row.original == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "precision", "text", "code"),
    [
        (END, START, "year", "2022", "start_before_end"),
        (START, END, "winter", "winter 2022", "precision_known"),
        (START, END, "year", "", "words_and_precision"),
        (None, None, "", "2022", "words_and_precision"),
        (START, None, "unknown", "ooit", "unknown_without_days"),
        (None, END, "unknown", "ooit", "unknown_without_days"),
        (START, None, "", "", "unknown_without_days"),
        (None, END, "", "", "end_unless_open"),
        (START, None, "year", "2022", "end_unless_open"),
        (START, END, "after", "na 2021", "end_unless_open"),
        (None, None, "after", "na 2021", "after_has_start"),
    ],
)
def test_constraints_refuse_what_a_value_refuses(
    promise: Any,
    start: date | None,
    end: date | None,
    precision: str,
    text: str,
    code: str,
) -> None:
    row = promise(
        original_start=start,
        original_end=end,
        original_precision=precision,
        original_text=text,
    )

    with pytest.raises(ValidationError) as raised:
        row.validate_constraints()

    errors = raised.value.error_dict["__all__"]
    assert code in [error.code for error in errors]
    assert all("Oorspronkelijke datum: " in error.message for error in errors)


def test_constraints_have_names_that_fit_the_database() -> None:
    names = [
        c.name for c in imprecise_date_constraints("actions_milestone", "original")
    ]

    assert len(set(names)) == len(names)
    assert all(name.startswith("actions_milestone_original_") for name in names)
    assert max(map(len, names)) <= NAME_MAX_LENGTH


def test_constraints_with_a_name_too_long_are_refused() -> None:
    with pytest.raises(ValueError, match="langer dan 63 tekens"):
        imprecise_date_constraints("m" * 50, "original")


def test_constraints_without_a_subject_say_a_whole_sentence() -> None:
    rules = imprecise_date_constraints("m", "original")

    messages = [str(rule.violation_error_message) for rule in rules]

    assert messages[0] == "De eerste dag mag niet na de laatste dag liggen."
    assert all(text[0].isupper() and text.endswith(".") for text in messages)
