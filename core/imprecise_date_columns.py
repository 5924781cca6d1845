"""An imprecise date on a model: four real columns, read and written as one value.

    class Milestone(models.Model):
        original = ImpreciseDateColumns("oorspronkelijk")

        class Meta:
            constraints = imprecise_date_constraints("milestone", "original")

    milestone.original = parse_imprecise_date("najaar 2022")
    milestone.original.end
    Milestone.objects.filter(original_end__lt=day)

The database, migrations, forms and history know the four columns only. Queries and
`only()` name the columns; reading `milestone.original` needs all four.
"""

from __future__ import annotations

from typing import Any, Self, overload

from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, F, Q

from core.imprecise_dates import (
    OPEN_ENDED,
    PRECISION_LABELS,
    TEXT_MAX_LENGTH,
    ImpreciseDate,
    Precision,
)

# PostgreSQL cuts longer names off without a word, and two could become one.
NAME_MAX_LENGTH = 63


class ImpreciseDateColumns(property):
    """Four columns `<name>_start`, `_end`, `_precision`, `_text`, and their value.

    The value is an ImpreciseDate, or None when `<name>_text` is empty. It is a
    property because Django lets `Model(original=…)` and `get_or_create` set those.
    Reading columns that break the constraints, as an unchecked form may hold,
    raises ValueError.
    """

    name: str

    def __init__(self, verbose_name: str) -> None:
        super().__init__(self._read, self._write)
        self.verbose_name = verbose_name
        # Made here and not in contribute_to_class: Django orders the columns of a
        # table by when their fields were made.
        self._fields: dict[str, models.Field[Any, Any]] = {
            "start": models.DateField(
                f"{verbose_name}: eerste dag", null=True, blank=True
            ),
            "end": models.DateField(
                f"{verbose_name}: laatste dag", null=True, blank=True
            ),
            "precision": models.CharField(
                f"{verbose_name}: precisie",
                max_length=10,
                blank=True,
                choices=[(p.value, label) for p, label in PRECISION_LABELS.items()],
            ),
            "text": models.CharField(
                f"{verbose_name}: zoals geschreven",
                max_length=TEXT_MAX_LENGTH,
                blank=True,
            ),
        }

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Add the columns and the value to the model; Django calls this.

        Children of an abstract model inherit the columns as fields and the value as
        an attribute, so this runs once.
        """
        self.name = name
        for column, field in zip(self.column_names, self._fields.values(), strict=True):
            field.contribute_to_class(model, column)
        setattr(model, name, self)

    @property
    def column_names(self) -> tuple[str, str, str, str]:
        """The names of the four fields, as `update_fields` and forms want them."""
        return (
            f"{self.name}_start",
            f"{self.name}_end",
            f"{self.name}_precision",
            f"{self.name}_text",
        )

    @overload
    def __get__(self, instance: None, owner: type | None = None, /) -> Self: ...

    @overload
    def __get__(
        self, instance: models.Model, owner: type | None = None, /
    ) -> ImpreciseDate | None: ...

    def __get__(self, instance: Any, owner: type | None = None, /) -> Any:
        return super().__get__(instance, owner)

    def __set__(self, instance: models.Model, value: ImpreciseDate | None, /) -> None:
        super().__set__(instance, value)

    def _read(self, instance: models.Model) -> ImpreciseDate | None:
        start, end, precision, text = (
            getattr(instance, column) for column in self.column_names
        )
        if not text:
            return None
        return ImpreciseDate(start, end, Precision(precision), text)

    def _write(self, instance: models.Model, value: ImpreciseDate | None) -> None:
        if value is None:
            values: tuple[object, ...] = (None, None, "", "")
        elif isinstance(value, ImpreciseDate):
            values = (value.start, value.end, value.precision.value, value.text)
        else:
            raise TypeError(
                f"{self.name} is een ImpreciseDate of None, niet {value!r}."
            )
        for column, part in zip(self.column_names, values, strict=True):
            setattr(instance, column, part)


def imprecise_date_constraints(
    model_label: str, name: str, *, subject: str = ""
) -> list[BaseConstraint]:
    """Return the rules of ImpreciseDate for the four columns of `name`.

    Named `<model_label>_<name>_…`; a name over 63 characters raises ValueError.
    `subject` stands before the Dutch messages and tells people which of several
    dates is meant ("Oorspronkelijke datum").
    """
    start, end = f"{name}_start", f"{name}_end"
    precision, text = f"{name}_precision", f"{name}_text"
    is_empty = Q(**{precision: ""})
    # Plain text, not the enum: a migration writes these down and must not import it.
    known = [p.value for p in Precision]
    is_open = Q(**{f"{precision}__in": ["", *sorted(p.value for p in OPEN_ENDED)]})
    has_no_start = Q(**{f"{start}__isnull": True})
    has_no_end = Q(**{f"{end}__isnull": True})
    rules = {
        "start_before_end": (
            has_no_start | has_no_end | Q(**{f"{start}__lte": F(end)}),
            "de eerste dag mag niet na de laatste dag liggen.",
        ),
        "precision_known": (
            Q(**{f"{precision}__in": ["", *known]}),
            "deze precisie bestaat niet.",
        ),
        "words_and_precision": (
            (is_empty & Q(**{text: ""})) | (~is_empty & ~Q(**{text: ""})),
            "vul de woorden en de precisie allebei in, of geen van beide.",
        ),
        "unknown_without_days": (
            ~Q(**{f"{precision}__in": ["", Precision.UNKNOWN.value]})
            | (has_no_start & has_no_end),
            "zonder precisie of met precisie “onbekend” zijn er geen dagen.",
        ),
        "end_unless_open": (
            (is_open & has_no_end) | (~is_open & ~has_no_end),
            "er is een laatste dag, behalve bij “na”, “onbekend” en een lege datum.",
        ),
        "after_has_start": (
            ~Q(**{precision: Precision.AFTER.value}) | ~has_no_start,
            "bij precisie “na” hoort een eerste dag.",
        ),
    }
    return [
        CheckConstraint(
            name=_constraint_name(model_label, name, rule),
            condition=condition,
            violation_error_message=_sentence(subject, message),
            violation_error_code=rule,
        )
        for rule, (condition, message) in rules.items()
    ]


def _constraint_name(model_label: str, name: str, rule: str) -> str:
    full = f"{model_label}_{name}_{rule}"
    if len(full) > NAME_MAX_LENGTH:
        raise ValueError(
            f"De naam {full} is langer dan {NAME_MAX_LENGTH} tekens: "
            "kort model_label in."
        )
    return full


def _sentence(subject: str, message: str) -> str:
    return f"{subject}: {message}" if subject else message[0].upper() + message[1:]
