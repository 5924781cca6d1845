"""What is shown of rows whose ids are known: from columns to JSON objects.

No model instances and no serializers: the values of a row go straight into a dict.
One statement for the rows, one for each kind of children, however many rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from core import policy
from core.actor import Actor
from core.api.resource import Child, Column, Path, Resource, Rows
from core.api.statements import IDS, IsOneOf, Row, Statement

Item = dict[str, Any]
Reader = Callable[..., Any]


class Selection:
    """Some columns and children of `rows`, with the statements that read them."""

    def __init__(
        self, rows: Rows, columns: Iterable[Column], children: Iterable[Child]
    ) -> None:
        self.rows = rows
        self._paths: list[Path] = []
        self._plan: list[tuple[str, int, int, Reader | None]] = []
        for column in columns:
            start = len(self._paths)
            self._paths.extend(column.sources)
            self._plan.append((column.key, start, len(self._paths), column.read))
        self._children = [(child, whole(child.rows)) for child in children]
        self._statements: dict[object, Statement] = {}

    def by_id(self, ids: list[int], who: Actor) -> dict[int, Item]:
        """Return the objects of these rows; ids that are gone are left out."""
        rows = self._read("by id", ids, who, before=["id"])
        items = {row[0]: self._item(row, 1) for row in rows}
        self.add_children(items, who)
        return items

    def one(
        self, pk: int, who: Actor, state: Sequence[Path]
    ) -> tuple[Item, Row] | None:
        """Return one object without its children, and the values of `state`.

        None when it does not exist or may not be seen. `add_children` completes it,
        once the state shows that it is needed.
        """
        rows = self._read("one", [pk], who, after=state)
        if not rows:
            return None
        return self._item(rows[0], 0), rows[0][len(self._paths) :]

    def add_children(self, items: Mapping[int, Item], who: Actor) -> None:
        """Put the children into these objects, by id."""
        for child, selection in self._children:
            for item in items.values():
                item[child.key] = []
            if items:
                for parent_id, value in selection.of_parents(child, list(items), who):
                    items[parent_id][child.key].append(value)

    def of_parents(
        self, child: Child, parent_ids: list[int], who: Actor
    ) -> Iterable[tuple[int, Any]]:
        """Return the rows of these parents in order, each with its parent's id."""
        parent = child.by[0] if len(child.by) == 1 else Coalesce(*child.by)
        rows = self._read(child, parent_ids, who, before=[parent, "id"], by=child.by)
        items = {row[1]: self._item(row, 2) for row in rows}
        self.add_children(items, who)
        first = self._plan[0][0]
        for row in rows:
            item = items[row[1]]
            yield row[0], item[first] if child.flat else item

    def _item(self, row: Row, offset: int) -> Item:
        values = row[offset:]
        return {
            key: values[start] if read is None else read(*values[start:stop])
            for key, start, stop, read in self._plan
        }

    def _read(
        self,
        purpose: object,
        ids: list[int],
        who: Actor,
        *,
        before: Sequence[Path] = (),
        after: Sequence[Path] = (),
        by: Sequence[str] = ("id",),
    ) -> Sequence[Row]:
        """Run the statement for this purpose; it is compiled the first time.

        What the policy grants on all rows, or not at all, is the same SQL for
        everybody. Any other grant names the actor, so it is compiled anew.
        """
        grant = policy.policy_for(self.rows.model).grant(who, self.rows.verb)
        paths = (*before, *self._paths, *after)
        if grant is not None and grant.scope != policy.ALL:
            statement = self._compiled(who, by, paths)
        elif (key := (purpose, grant is None)) in self._statements:
            statement = self._statements[key]
        else:
            statement = self._statements[key] = self._compiled(who, by, paths)
        return statement.rows(ids=ids, today=who.today)

    def _compiled(
        self, who: Actor, by: Sequence[str], paths: Sequence[Path]
    ) -> Statement:
        return Statement(self._queryset(who, by).values_list(*map(_expression, paths)))

    def _queryset(self, who: Actor, by: Sequence[str]) -> QuerySet[Any]:
        among = Q()
        for path in by:
            among |= Q(IsOneOf(F(path), IDS))
        found = self.rows.model._default_manager.filter(self.rows.where, among)
        return policy.visible(found, who, self.rows.verb).order_by(*self.rows.order)


def _expression(path: Path) -> Any:
    # Named twice, a plain path would be selected once.
    return F(path) if isinstance(path, str) else path


@lru_cache(maxsize=500)
def whole(rows: Rows) -> Selection:
    """Return the selection of everything."""
    return Selection(rows, rows.columns, rows.children)


@lru_cache(maxsize=500)
def selection_of(
    resource: Resource, fields: tuple[str, ...], include: tuple[str, ...]
) -> Selection:
    """Return the selection of what `fields` and `include` name."""
    return Selection(
        resource,
        (
            column
            for column in (*resource.columns, *resource.only_in_detail)
            if column.key in fields
        ),
        (
            *(child for child in resource.children if child.key in fields),
            *(child for child in resource.includes if child.key in include),
        ),
    )
