"""What a collection of the API shows, declared once and read by all that need it.

    TREKKERS = Rows(Trekker, (Column("role", "role", CharField(help_text="…")), …))
    ACTIONS = Resource(name="actions", model=Action, columns=(…), children=(…), …)

`core.api.reading` reads it without making model instances and without running a
serializer; `core.api.schema` makes the OpenAPI document from the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import AutoField, DateTimeField, F, Model, Q
from django.db.models.expressions import BaseExpression
from rest_framework import serializers

from core import policy
from core.api.filters import ResourceFilterSet
from core.api.ordering import Order
from core.search import Searched
from core.versioned import Versioned

Path = str | BaseExpression

BY_ID = Order("id", AutoField())
BY_CHANGE = Order("changed_at", DateTimeField())


@dataclass(frozen=True, eq=False)
class Column:
    """One key of the JSON: from which columns it is read, and by which function.

    `paths` is an ORM path or expression, or several for a `read` that takes several.
    `field` serves the OpenAPI document only.
    """

    key: str
    paths: Path | tuple[Path, ...]
    field: serializers.Field[Any, Any, Any, Any]
    read: Callable[..., Any] | None = None

    @property
    def sources(self) -> tuple[Path, ...]:
        """Return the paths as a tuple."""
        return self.paths if isinstance(self.paths, tuple) else (self.paths,)


@dataclass(frozen=True, eq=False)
class Rows:
    """What is shown of the rows of a model, wherever they appear.

    `name` is the name in the OpenAPI document, in UpperCamelCase. `verb` is what the
    policy is asked for of who reads them.
    """

    name: str
    model: type[Versioned]
    columns: tuple[Column, ...]
    children: tuple[Child, ...] = ()
    where: Q = field(default_factory=Q)
    order: tuple[str, ...] = ("id",)
    verb: policy.Verb = "view"


@dataclass(frozen=True, eq=False)
class Child:
    """One key with rows of another model: one query for all ids on the page.

    `by` names the column that holds the id of the row they belong to; where it may
    stand in one of several columns, the first that is filled counts. `flat` makes it
    a list of values of the only column.
    """

    key: str
    rows: Rows
    by: tuple[str, ...]
    help_text: str
    flat: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Resource(Rows):
    """A collection of the API, with what one may ask of it.

    `path` is the last part of the address, `label` what people call one of it,
    `about` what it is in one or two sentences. `includes` are children that come only
    when asked (`include=`), or by themselves with a single object when their key is
    in `with_detail`. `only_in_detail` are columns that a list never has, because they
    are long. `shows` are models whose rows appear by name but do not raise a
    revision here when they change; `depends_on` are columns and expressions for other
    rows whose change shows here. Both go into the ETag.
    """

    path: str
    label: str
    about: str
    filters: type[ResourceFilterSet]
    ordering: Mapping[str, Order] = field(default_factory=dict)
    includes: tuple[Child, ...] = ()
    with_detail: tuple[str, ...] = ()
    only_in_detail: tuple[Column, ...] = ()
    shows: tuple[type[Versioned], ...] = ()
    depends_on: tuple[Path, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that `fields` may name, in the order in which they come."""
        columns = tuple(column.key for column in self.columns)
        return (*columns, *(child.key for child in self.children))

    @property
    def keys_of_one(self) -> tuple[str, ...]:
        """Return the keys that `fields` may name of a single object."""
        return (*self.keys, *(column.key for column in self.only_in_detail))

    @property
    def is_searched(self) -> bool:
        """Tell whether its rows can be found by their words."""
        return issubclass(self.model, Searched)

    @cached_property
    def orders(self) -> Mapping[str, Order]:
        """Return what one may order by: besides the own keys, two that all have."""
        return {"id": BY_ID, **self.ordering, "changedAt": BY_CHANGE}

    @cached_property
    def state_paths(self) -> tuple[Path, ...]:
        """Return the columns whose values together tell whether one row changed.

        Its own version and revision, and the version of every row that a column is
        read from along a foreign key: a renumbered chapter shows in its actions.
        """
        joined: dict[str, None] = {}
        for column in self.columns:
            for name in _names(column.sources):
                joined.update(dict.fromkeys(_foreign_keys(self.model, name)))
        return (
            "version",
            "revision",
            *(f"{path}__version" for path in joined),
            *self.depends_on,
        )


def _names(sources: tuple[Path, ...]) -> Iterator[str]:
    for source in sources:
        if isinstance(source, str):
            yield source
            continue
        for part in source.flatten():
            if isinstance(part, F) and type(part) is F:
                yield part.name


def _foreign_keys(model: type[Model], path: str) -> Iterator[str]:
    """Return the path to each row that is passed on the way to the last part."""
    parts = path.split("__")
    for length, name in enumerate(parts[:-1], start=1):
        try:
            related = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return
        if not isinstance(related, type):
            return
        model = related
        yield "__".join(parts[:length])
