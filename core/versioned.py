"""The base of every row that people change: a version, a history, an actor.

A save is one guarded UPDATE (`WHERE version = the one loaded`) and one history row,
in one transaction. A stale save raises `StaleObject` and leaves no trace. See
docs/adr/0002-versioned-writes.md for why the guard sits in `_do_update`.

`save()` holds no business rule. Apart from factories in tests only `core.writes`
calls it; the QuerySet methods that would write around version and history refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Never, Self, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from core import actor
from core import policy as policies
from core.errors import StaleObject, WriteAroundGuard

M = TypeVar("M", bound=models.Model)

_writing: ContextVar[bool] = ContextVar("writing_through_core_writes", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Open the door for `core.writes`; nobody else calls this."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Tell whether `core.writes` is at work."""
    return _writing.get()


@cache
def _all_checks(model: type[models.Model]) -> models.Q:
    conditions = models.Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            conditions &= models.Q(constraint.condition)
    return conditions


class HistoryRow(models.Model):
    """The columns that every history row has: who, in which role, by which way in."""

    history_actor = models.CharField(
        "wie", max_length=200, default=actor.history_actor, editable=False
    )
    history_role = models.CharField(
        "rol", max_length=30, default=actor.history_role, editable=False
    )
    history_token = models.CharField(
        "token", max_length=100, default=actor.history_token, editable=False, blank=True
    )
    history_route = models.CharField(
        "langs", max_length=300, default=actor.history_route, editable=False
    )
    history_request_id = models.CharField(
        "verzoek",
        max_length=64,
        default=actor.history_request_id,
        editable=False,
        blank=True,
    )

    class Meta:
        abstract = True


def _user_id_of_actor(instance: models.Model, **_: object) -> int | None:
    return actor.current_actor().user_id


class History(HistoricalRecords):
    """django-simple-history with our columns, and the user as a number, not a key.

    A foreign key would tie core to accounts, and a history row must outlive what it
    names.
    """

    def __init__(self) -> None:
        super().__init__(
            bases=[HistoryRow],
            inherit=True,
            history_user_id_field=models.IntegerField(null=True, editable=False),
            history_user_getter=lambda row: row.history_user_id,
            history_user_setter=lambda row, user_id: setattr(
                row, "history_user_id", user_id
            ),
            get_user=_user_id_of_actor,
            # Not the short column of the package: a reason is a text by people.
            history_change_reason_field=models.TextField("reden", null=True),
            use_base_model_db=True,
        )

    def add_extra_methods(self, cls: type[models.Model]) -> None:
        """Add nothing: the package would give models a save without history."""

    def fields_included(self, model: type[models.Model]) -> list[Any]:
        """Return the fields to copy; a model may keep some out (a password hash)."""
        # Not by `excluded_fields`: the package asks every model for each of those.
        kept_out = {
            "revision",
            "search_text",
            *getattr(model, "kept_out_of_history", ()),
        }
        return [
            field
            for field in super().fields_included(model)
            if field.name not in kept_out
        ]


class VersionedQuerySet(models.QuerySet[M]):
    """Reading as always; writing only through `core.writes`."""

    def visible_to(self, who: actor.Actor) -> Self:
        """Keep the rows that this actor may see; the policy of the model decides."""
        return policies.visible(self, who)

    def _refuse(self, what: str) -> Never:
        raise WriteAroundGuard(f"{self.model.__name__}.objects.{what}()")

    def update(self, **kwargs: Any) -> int:
        if not _writing.get():
            self._refuse("update")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse("delete")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        if not _writing.get():
            self._refuse("bulk_create")
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._refuse("bulk_update")


class Versioned(models.Model):
    """A row with a version (own changes) and a revision (changes of its children)."""

    version = models.PositiveIntegerField("versie", default=1, editable=False)
    revision = models.PositiveIntegerField("herziening", default=1, editable=False)
    changed_at = models.DateTimeField("gewijzigd op", editable=False, db_index=True)

    history = History()

    # Names of foreign keys whose rows show this one: their revision is raised with
    # each write here, so that what was cached about them is known to be stale.
    shown_by: tuple[str, ...] = ()
    # Names of fields that the history does not copy.
    kept_out_of_history: tuple[str, ...] = ()
    # Names of foreign keys whose rows are locked before `check_across` is asked.
    locked_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[models.base.ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        actor.current_actor()
        self.changed_at = timezone.now()
        with transaction.atomic(using=using):
            if self._state.adding:
                super().save(force_insert=True, using=using)
            else:
                self._save_guarded(using=using, update_fields=update_fields)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Ask the database about all check constraints at once; if no, which one.

        Django asks about each in a savepoint of its own: three statements for every
        rule of the model, in every write.
        """
        broken = not self._checks_hold(exclude)
        errors: dict[str, Any] = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                if broken or not isinstance(constraint, models.CheckConstraint):
                    try:
                        constraint.validate(model, self, exclude=exclude)
                    except ValidationError as error:
                        errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def _checks_hold(self, exclude: Any) -> bool:
        conditions = _all_checks(type(self))
        if not conditions:
            return True
        # What CheckConstraint.validate asks for as well; the stubs do not know it.
        known = self._get_field_expression_map(  # type: ignore[attr-defined]
            meta=self._meta, exclude=exclude
        )
        named = conditions.referenced_base_fields
        try:
            return conditions.check({n: known[n] for n in known if n in named})
        except FieldError:
            # A rule needs a field that is left out.
            return False

    def check_across(self) -> None:
        """Raise ValidationError where a rule across tables is broken.

        Called by `core.writes` after the rows of `locked_with` are locked.
        """

    def _save_guarded(
        self, *, using: str | None, update_fields: Iterable[str] | None
    ) -> None:
        names = (
            {f.name for f in self._meta.concrete_fields if not f.primary_key}
            if update_fields is None
            else {*update_fields, "version", "changed_at"}
        )
        if "version" in self.get_deferred_fields():
            # Read only now, it would be the version of somebody else's change.
            raise WriteAroundGuard(f"{type(self).__name__} zonder versie gelezen")
        loaded = self.version
        self.version = loaded + 1
        try:
            # The revision belongs to the children: a parent that was read before
            # one of them changed must not set it back.
            super().save(
                force_update=True, using=using, update_fields=names - {"revision"}
            )
        except BaseException:
            self.version = loaded
            raise

    def _do_update(  # type: ignore[override]
        self,
        base_qs: models.QuerySet[Self],
        using: str | None,
        pk_val: Any,
        values: Any,
        update_fields: Any,
        forced_update: bool,
    ) -> bool:
        guarded = base_qs.filter(version=self.version - 1)
        # The stubs describe Django 6, where this has one parameter more.
        if super()._do_update(  # type: ignore[call-arg]
            guarded, using, pk_val, values, update_fields, forced_update
        ):
            return True
        current = base_qs.filter(pk=pk_val).values_list("version", flat=True).first()
        raise StaleObject(current_version=current)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not _writing.get():
            raise WriteAroundGuard(f"{type(self).__name__}.delete()")
        return super().delete(*args, **kwargs)
