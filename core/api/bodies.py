"""Fields of what is sent to the API, where those of the library do not fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.fields import empty

from core import policy
from core.api.filters import camel_case
from core.imprecise_dates import (
    PRECISION_LABELS,
    TEXT_MAX_LENGTH,
    ImpreciseDate,
    Precision,
    Role,
    parse_imprecise_date,
)


class BodySerializer(serializers.Serializer[Any]):
    """What is sent: declared by the names of the domain, sent in camelCase.

    Its context has `who` writes, and the row that was `opened` (None for a new one).
    """

    def get_fields(self) -> dict[str, Any]:
        """Return the fields by the key of the API."""
        found: dict[str, Any] = {}
        for name, field in super().get_fields().items():
            key = camel_case(name)
            if key != name and field.source is None:
                field.source = name
            found[key] = field
        return found


class _EmptyIsNull:
    """Takes null for an empty text: what reads as null may come back as null."""

    def run_validation(self, data: Any = empty) -> Any:
        return "" if data is None else super().run_validation(data)  # type: ignore[misc]


class OptionalText(_EmptyIsNull, serializers.CharField):
    """A text that may be empty, kept as it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            allow_blank=True,
            allow_null=True,
            trim_whitespace=False,
            **kwargs,
        )


class OptionalChoice(_EmptyIsNull, serializers.ChoiceField):
    """One of a closed list, or nothing yet."""

    def __init__(self, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(list(choices), required=False, allow_null=True, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """Take an empty text for nothing; it is not among the choices to show."""
        return "" if data == "" else super().to_internal_value(data)


class Named(serializers.SlugRelatedField[Any]):
    """Another row by its name, among those that the writer may see."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows that one may name."""
        rows: Any = super().get_queryset()
        return policy.visible(rows, self.context["who"])


class ImpreciseDateWriteSerializer(serializers.Serializer[Any]):
    """A date as policy writes it: with its days, or in words only."""

    about = "Een datum zoals beleid hem schrijft: met dagen, of alleen in woorden."

    start = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="Eerste dag, of null als die niet vaststaat.",
    )
    end = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="Laatste dag (hoort erbij), of null.",
    )
    precision = serializers.ChoiceField(
        [(p.value, label) for p, label in PRECISION_LABELS.items()],
        required=False,
        help_text="Hoe precies.",
    )
    text = serializers.CharField(
        max_length=TEXT_MAX_LENGTH,
        help_text="De woorden, zoals najaar 2026. Alleen deze sturen mag: dan volgen "
        "de dagen uit de woorden.",
    )

    @property
    def date_role(self) -> Role:
        """Return how to read words as “vanaf 2025”: of a start, or of an end."""
        return "end"

    def to_internal_value(self, data: Any) -> Any:
        """Refuse keys that do not exist, like everywhere else."""
        if isinstance(data, dict):
            unknown = [key for key in data if key not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    dict.fromkeys(unknown, "Deze sleutel bestaat niet."), "unknown"
                )
        return super().to_internal_value(data)

    def validate(self, attrs: Any) -> Any:
        """Return the date; the words alone are read by the one rule for words."""
        # A date is whole or not there, also where the rest of the body may be partial.
        needed = {"text"} if attrs.keys() <= {"text"} else {"text", "precision"}
        missing = sorted(needed - attrs.keys())
        if missing:
            raise serializers.ValidationError(
                {key: self.fields[key].error_messages["required"] for key in missing},
                "required",
            )
        try:
            if attrs.keys() == {"text"}:
                return parse_imprecise_date(attrs["text"], role=self.date_role)
            return ImpreciseDate(
                attrs.get("start"),
                attrs.get("end"),
                Precision(attrs["precision"]),
                attrs["text"],
            )
        except ValueError as error:
            raise serializers.ValidationError(str(error), "invalid") from error
