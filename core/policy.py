"""One policy for every door: who may do what with which rows and which fields.

Each app's `policy.py` states one `Policy` per model and joins the registry in its
`ready()`. Lists, single rows, creation, the admin, the API, exports, choices and
search ask here and nowhere else. No permission codenames, no superuser shortcut.

A policy reads as a table: per role, per verb, a `Grant` of a scope and of fields.
A scope is a name for a set of rows, stated once as a `Q`. The same `Q` filters a
list and answers for one row, so that the two cannot differ. A row that does not
exist yet is judged by its parent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from core.actor import SYSTEM_ROLE, Actor
from core.errors import NotAllowed, NotVisible

# Besides view, add, change and remove a model may have verbs of its own (submit,
# accept): steps that set fields which no ordinary change may set.
Verb = str
VERBS: tuple[Verb, ...] = ("view", "add", "change", "remove")

ALL = "all"

QS = TypeVar("QS", bound=models.QuerySet[Any])

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Grant:
    """What a role may do with a verb: on which rows, with which fields.

    `fields` is None where every field may be set; it says nothing about reading.
    """

    scope: str = ALL
    fields: frozenset[str] | None = None


EVERYTHING = Grant()


def own(*fields: str) -> Grant:
    """Grant the rows of the actor's own werkgroep, for these fields or for all."""
    return Grant("own", frozenset(fields) if fields else None)


ScopeQ = Callable[[Actor], Q]
Table = Mapping[str, Mapping[Verb, Grant]]


class Policy:
    """Base of every policy; subclasses state `model`, `table` and their scopes."""

    model: type[models.Model]
    table: Table
    # Foreign keys to the possible parents; the first that is filled is asked for
    # the right to add. Empty: the scope must be ALL.
    parents: tuple[str, ...] = ()
    # The scope that a machine client's token needs per verb; of several, one.
    token_scopes: Mapping[Verb, str] = {
        "view": "read",
        "add": "plan:write",
        "change": "plan:write",
        "remove": "plan:write",
    }

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return the named sets of rows besides ALL."""
        return {}

    def grant(self, who: Actor, verb: Verb) -> Grant | None:
        """Return what this actor may do with the verb, or None for nothing at all."""
        if who.role == SYSTEM_ROLE:
            return EVERYTHING
        if who.scopes is not None:
            opening = self.token_scopes.get(verb, "").split()
            if who.scopes.isdisjoint(opening):
                return None
        return self.table.get(who.role, {}).get(verb)

    def q(self, who: Actor, verb: Verb) -> Q:
        """Return the condition on rows under which the verb is allowed."""
        grant = self.grant(who, verb)
        if grant is None:
            return NOTHING
        return self.scope_q(who, grant.scope)

    def scope_q(self, who: Actor, scope: str) -> Q:
        """Return the condition for one named scope."""
        if scope == ALL:
            return Q()
        known = self.scopes()
        return known[scope](who) if scope in known else NOTHING

    def allows(self, who: Actor, verb: Verb, obj: models.Model) -> bool:
        """Tell whether the actor may do this with this row (fields aside)."""
        grant = self.grant(who, verb)
        if grant is None:
            return False
        if grant.scope == ALL:
            return True
        if verb == "add":
            return self._parent_allows(who, grant.scope, obj)
        return (
            self.model._base_manager.filter(pk=obj.pk)
            .filter(self.scope_q(who, grant.scope))
            .exists()
        )

    def _parent_allows(self, who: Actor, scope: str, obj: models.Model) -> bool:
        for name in self.parents:
            field = obj._meta.get_field(name)
            parent_id = getattr(obj, str(field.attname))  # type: ignore[union-attr]
            if parent_id is None:
                continue
            parent_model = field.related_model
            assert isinstance(parent_model, type)
            parent_policy = policy_for(parent_model)
            return (
                parent_model._base_manager.filter(pk=parent_id)
                .filter(parent_policy.scope_q(who, scope))
                .exists()
            )
        return False


_registry: dict[type[models.Model], Policy] = {}


def register(*policies: type[Policy]) -> None:
    """Join the registry; called by each app's `ready()`."""
    for policy in policies:
        _registry[policy.model] = policy()


def registered() -> Mapping[type[models.Model], Policy]:
    """Return every policy by model."""
    return dict(_registry)


def policy_for(model: type[models.Model]) -> Policy:
    """Return the policy of a model; LookupError when it has none (deny by default)."""
    concrete = model._meta.concrete_model or model
    try:
        return _registry[concrete]
    except KeyError:
        raise LookupError(f"{model._meta.label} heeft geen policy") from None


def visible(queryset: QS, who: Actor, verb: Verb = "view") -> QS:
    """Keep the rows of the queryset that this actor may see."""
    return queryset.filter(policy_for(queryset.model).q(who, verb))


def may(who: Actor, verb: Verb, model: type[models.Model]) -> bool:
    """Tell whether the actor may do this with any row of the model at all."""
    try:
        return policy_for(model).grant(who, verb) is not None
    except LookupError:
        return False


def can(who: Actor, verb: Verb, obj: models.Model) -> bool:
    """Tell whether the actor may do this with this row."""
    return policy_for(type(obj)).allows(who, verb, obj)


def writable_fields(
    who: Actor, verb: Verb, model: type[models.Model]
) -> frozenset[str] | None:
    """Return the fields the actor may set with this verb; None means all of them."""
    grant = policy_for(model).grant(who, verb)
    return frozenset() if grant is None else grant.fields


def require(
    who: Actor, verb: Verb, obj: models.Model, *, fields: Iterable[str] = ()
) -> None:
    """Raise NotVisible or NotAllowed unless the actor may do this with this row.

    What one may not see answers as what does not exist.
    """
    policy = policy_for(type(obj))
    if not policy.allows(who, verb, obj):
        if verb != "add" and not policy.allows(who, "view", obj):
            raise NotVisible
        raise NotAllowed(
            f"U mag dit niet doen met: {obj._meta.verbose_name} ({who.role})."
        )
    grant = policy.grant(who, verb)
    assert grant is not None
    if grant.fields is None:
        return
    forbidden = sorted(set(fields) - grant.fields)
    if forbidden:
        names = ", ".join(
            str(obj._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name in forbidden
        )
        raise NotAllowed(f"U mag deze velden niet wijzigen: {names}.")


_DJANGO_VERBS: Mapping[str, Verb] = {
    "view": "view",
    "add": "add",
    "change": "change",
    "delete": "remove",
}


def answers_django(
    who: Actor, user_id: int | None, perm: str, obj: models.Model | None
) -> bool:
    """Answer `user.has_perm("app.verb_model", obj)` from the policies.

    Only for the user who acts now: rights of somebody else are nobody's business.
    """
    if who.user_id != user_id:
        return False
    app_label, _, codename = perm.partition(".")
    verb_name, _, model_name = codename.partition("_")
    verb = _DJANGO_VERBS.get(verb_name)
    if verb is None:
        return False
    for model in _registry:
        if (model._meta.app_label, model._meta.model_name) == (app_label, model_name):
            return may(who, verb, model) if obj is None else can(who, verb, obj)
    return False
