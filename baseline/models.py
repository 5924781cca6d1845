"""What the loader remembers of what it loaded, and what it corrected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from core.versioned import Versioned, VersionedQuerySet


class BaselineVersion(Versioned):
    """One version of the transcription of a programme document, as loaded.

    Version 1 is the first reading. A later one corrects a transcription error, with
    a reason; it is a correction, not an amendment of what was agreed.
    """

    programme = models.CharField("programma", max_length=50)
    number = models.PositiveIntegerField("nummer")
    date = models.DateField("datum")
    reason = models.TextField("reden")
    content_sha256 = models.CharField("SHA-256 van de inhoud", max_length=64)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van het programmadocument"
        verbose_name_plural = "versies van het programmadocument"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="baseline_baselineversion_number_unique",
                violation_error_message="Deze versie is al geladen.",
            ),
            models.CheckConstraint(
                name="baseline_baselineversion_number_positive",
                condition=models.Q(number__gte=1),
                violation_error_message="Een versienummer begint bij 1.",
            ),
            models.CheckConstraint(
                name="baseline_baselineversion_has_reason",
                condition=models.Q(reason__gt=""),
                violation_error_message="Een versie heeft een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, versie {self.number}"


class LoadedRow(Versioned):
    """The values that the loader last wrote to a row, by the row's key in the files.

    A field is changed by a later version only where the current value still equals
    the one remembered here.
    """

    programme = models.CharField("programma", max_length=50)
    model = models.CharField("soort", max_length=60)
    key = models.CharField("sleutel", max_length=300)
    object_id = models.PositiveBigIntegerField("id")
    values = models.JSONField("waarden")

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "geladen rij"
        verbose_name_plural = "geladen rijen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "model", "key"],
                name="baseline_loadedrow_key_unique",
                violation_error_message="Deze sleutel is al geladen.",
            ),
            models.UniqueConstraint(
                fields=["model", "object_id"],
                name="baseline_loadedrow_object_unique",
                violation_error_message="Deze rij is al geladen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class CorrectionKind(models.TextChoices):
    """What a later version of the transcription did to a row."""

    ADDED = "added", "toegevoegd"
    CHANGED = "changed", "verbeterd"
    REMOVED = "removed", "weggehaald"
    KEPT = "kept", "niet verbeterd: intussen gewijzigd"


class Correction(Versioned):
    """One thing that a later version of the transcription put right."""

    version_of_baseline = models.ForeignKey(
        BaselineVersion,
        models.PROTECT,
        related_name="corrections",
        verbose_name="versie van het programmadocument",
    )
    kind = models.CharField("wat", max_length=10, choices=CorrectionKind.choices)
    model = models.CharField("soort", max_length=60)
    key = models.CharField("sleutel", max_length=300)
    object_id = models.PositiveBigIntegerField("id", null=True)
    object_label = models.CharField("naam", max_length=300)
    field = models.CharField("veld", max_length=100, blank=True)
    from_value = models.TextField("was", blank=True)
    to_value = models.TextField("werd", blank=True)

    shown_by = ("version_of_baseline",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "verbetering van de lezing"
        verbose_name_plural = "verbeteringen van de lezing"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="baseline_correction_kind_known",
                condition=models.Q(kind__in=CorrectionKind.values),
                violation_error_message="Dit soort verbetering bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_label}: {self.get_kind_display()}"
