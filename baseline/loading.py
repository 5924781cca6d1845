"""Stores a plan: idempotent, all or nothing, and careful with what people changed.

The loader remembers per row the values it last wrote (`LoadedRow`). A value is changed
only where the current one still equals the remembered one; where somebody changed it
since, it is left alone and reported. The same goes for rows that a later version
leaves out: they go only when nobody touched them. A second run of the same version
changes nothing. A later version is a correction of the transcription: each change is
kept as a `Correction`.
"""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction

from baseline.changes import Change, Report
from baseline.correcting import Corrector, remove_absent
from baseline.ledger import Ledger, model_of, problem_of
from baseline.models import BaselineVersion, Correction, CorrectionKind, LoadedRow
from baseline.plan import Plan, PlannedRow, Ref, VersionNote
from baseline.yaml_nodes import Problem, Problems, Where
from core import writes
from core.actor import Actor
from core.versioned import Versioned


class _DryRun(Exception):
    """Rolls back what a dry run wrote."""


def load(plan: Plan, *, by: Actor, dry_run: bool = False) -> Report:
    """Store the plan in one transaction and return what changed.

    Raise Problems when the content differs from the loaded version while the version
    number is the same, or when a row is refused.
    """
    try:
        with transaction.atomic():
            report = _run(Ledger(plan, by))
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _run(ledger: Ledger) -> Report:
    plan = ledger.plan
    known = BaselineVersion.objects.filter(programme=plan.programme)
    latest = known.order_by("number").last()
    digest = plan.content_sha256()
    newest = plan.versions[-1]
    _check_version(latest, digest, newest)
    remove_absent(ledger)
    corrector = Corrector(ledger)
    postponed = corrector.change(corrector.known_rows())
    _add_new(ledger)
    corrector.change(postponed)
    ledger.report.rows = len(plan.rows)
    if latest is None or latest.number < newest.number:
        _note_version(ledger, newest, digest, first=latest is None)
    return ledger.report


def _check_version(
    latest: BaselineVersion | None, digest: str, newest: VersionNote
) -> None:
    if latest is None:
        return
    if newest.number < latest.number:
        _refuse(
            newest.where,
            f"Versie {latest.number} is al geladen; deze bestanden zijn ouder.",
        )
    if newest.number == latest.number and digest != latest.content_sha256:
        _refuse(
            newest.where,
            f"De inhoud is anders dan versie {latest.number} die geladen is. Geef "
            "een verbetering een nieuw versienummer, met een reden.",
        )


def _refuse(where: Where, message: str) -> None:
    raise Problems([Problem(where, message)])


def _add_new(ledger: Ledger) -> None:
    waiting = [
        row for row in ledger.plan.rows if (row.model, row.key) not in ledger.memory
    ]
    while waiting:
        ready = [
            row
            for row in waiting
            if all((ref.model, ref.key) in ledger.ids for ref in row.refs)
        ]
        if not ready:
            message = "Deze rij verwijst in een kring naar zichzelf."
            raise Problems([Problem(row.where, message) for row in waiting])
        # One model at a time, so that each goes to the database as one batch.
        model = ready[0].model
        batch = [row for row in ready if row.model == model]
        _add(ledger, model, batch)
        done = set(map(id, batch))
        waiting = [row for row in waiting if id(row) not in done]


def _add(ledger: Ledger, model: str, rows: list[PlannedRow]) -> None:
    targets = _targets(ledger, rows)
    objs: list[Versioned] = []
    for row in rows:
        values = {
            name: targets[value] if isinstance(value, Ref) else value
            for name, value in row.values.items()
        }
        objs.append(model_of(model)(**values))
    stored = _append(ledger, rows, objs)
    memories = []
    for row, obj in zip(rows, stored, strict=True):
        ledger.note_id(row.model, row.key, obj.pk)
        ledger.report.changes.append(
            Change(CorrectionKind.ADDED, row.model, row.key, obj.pk, str(obj))
        )
        memories.append(
            LoadedRow(
                programme=ledger.plan.programme,
                model=row.model,
                key=row.key,
                object_id=obj.pk,
                values=row.remembered(),
            )
        )
    writes.append(memories, by=ledger.by)


def _targets(ledger: Ledger, rows: list[PlannedRow]) -> dict[Ref, Versioned]:
    wanted: dict[str, dict[int, Ref]] = defaultdict(dict)
    for row in rows:
        for ref in row.refs:
            wanted[ref.model][ledger.ids[ref.model, ref.key]] = ref
    targets = {
        refs[pk]: obj
        for model, refs in wanted.items()
        for pk, obj in model_of(model)._default_manager.in_bulk(list(refs)).items()
    }
    gone = [
        Problem(row.where, f"{ref.key} was geladen en is weggehaald.")
        for row in rows
        for ref in row.refs
        if ref not in targets
    ]
    if gone:
        raise Problems(gone)
    return targets


def _append(
    ledger: Ledger, rows: list[PlannedRow], objs: list[Versioned]
) -> list[Versioned]:
    try:
        with transaction.atomic():
            return writes.append(objs, by=ledger.by, reason=ledger.reason)
    except ValidationError as error:
        # A batch does not tell which row was refused; one by one they do.
        problems = []
        for row, obj in zip(rows, objs, strict=True):
            obj.pk = None
            try:
                obj.full_clean()
            except ValidationError as own:
                problems.append(problem_of(row, own))
        raise Problems(problems or [problem_of(rows[0], error)]) from error


def _note_version(
    ledger: Ledger, note: VersionNote, digest: str, *, first: bool
) -> None:
    version = writes.add(
        BaselineVersion(
            programme=ledger.plan.programme,
            number=note.number,
            date=note.date,
            reason=note.reason,
            content_sha256=digest,
        ),
        by=ledger.by,
    )
    if first:
        return
    writes.append(
        [
            Correction(
                version_of_baseline=version,
                kind=change.kind,
                model=change.model,
                key=change.key,
                object_id=change.object_id,
                object_label=change.label[:300],
                field=change.field,
                from_value=change.was,
                to_value=change.becomes,
            )
            for change in ledger.report.changes
        ],
        by=ledger.by,
    )
