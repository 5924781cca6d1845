"""Published quarterly overviews: frozen data with its hash (design 4.7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from actions.models import Programme
from actions.models.programme import QUARTER_PATTERN
from core.quarters import Quarter
from core.versioned import Versioned, VersionedQuerySet
from reporting.querysets import OverviewQuerySet


class Overview(Versioned):
    """One published version of the overview of a quarter. The database refuses change.

    `payload` is canonical JSON: served as it stands, never parsed and written again.
    `sha256` is the hash of its UTF-8 bytes.
    """

    is_immutable = True

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    quarter = models.CharField("kwartaal", max_length=7)
    # `version` belongs to the row (core.versioned); this is the edition people see.
    edition = models.PositiveSmallIntegerField("versie van het overzicht")
    erratum = models.TextField("wat er is verbeterd", blank=True)
    payload = models.TextField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    published_at = models.DateTimeField("gepubliceerd op")
    published_by = models.CharField("gepubliceerd door", max_length=200)
    is_fictitious = models.BooleanField("met verzonnen gegevens", default=False)

    objects = OverviewQuerySet.as_manager()

    class Meta:
        verbose_name = "kwartaaloverzicht"
        verbose_name_plural = "kwartaaloverzichten"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "quarter", "edition"],
                name="reporting_overview_edition_unique",
                violation_error_message="Dit overzicht is al gepubliceerd.",
            ),
            models.CheckConstraint(
                name="reporting_overview_quarter_possible",
                condition=Q(quarter__regex=QUARTER_PATTERN),
                violation_error_message="Schrijf een kwartaal als 2026-Q3.",
            ),
            models.CheckConstraint(
                name="reporting_overview_erratum_from_second",
                condition=Q(edition=1, erratum="") | Q(edition__gt=1, erratum__gt=""),
                violation_error_message=(
                    "Een verbeterde versie zegt wat er is verbeterd; de eerste niet."
                ),
            ),
            models.CheckConstraint(
                name="reporting_overview_sha256_whole",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="De hash is niet volledig.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kwartaaloverzicht {self.period.label}, versie {self.edition}"

    @property
    def period(self) -> Quarter:
        """Return the quarter as a value."""
        return Quarter.parse(self.quarter)


class FileFormat(models.TextChoices):
    """The files that are rendered from a payload, once."""

    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    ODS = "ods", "ODS"
    ODT = "odt", "ODT"
    CSV = "csv", "CSV"


class OverviewFile(Versioned):
    """A file rendered from a published payload, with its own hash. Never made again."""

    is_immutable = True

    overview = models.ForeignKey(
        Overview, models.PROTECT, related_name="files", verbose_name="overzicht"
    )
    format = models.CharField("soort", max_length=4, choices=FileFormat.choices)
    # 0: the whole programme.
    chapter = models.PositiveSmallIntegerField("hoofdstuk", default=0)
    content = models.BinaryField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    size_bytes = models.PositiveIntegerField("grootte in bytes")

    objects = VersionedQuerySet.as_manager()

    kept_out_of_history = ("content",)

    class Meta:
        verbose_name = "bestand bij een overzicht"
        verbose_name_plural = "bestanden bij een overzicht"
        constraints = [
            models.UniqueConstraint(
                fields=["overview", "format", "chapter"],
                name="reporting_overviewfile_once",
                violation_error_message="Dit bestand is er al.",
            ),
            models.CheckConstraint(
                name="reporting_overviewfile_format_known",
                condition=Q(format__in=FileFormat.values),
                violation_error_message="Dit soort bestand bestaat niet.",
            ),
            models.CheckConstraint(
                name="reporting_overviewfile_sha256_whole",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="De hash is niet volledig.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.overview} ({self.get_format_display()})"
