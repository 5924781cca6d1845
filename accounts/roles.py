"""The roles of design section 6. What each may do stands in the apps' policies."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """One role per user; a secretary's own werkgroep hangs at a membership."""

    LEZER = "lezer", "lezer (regiegroep)"
    SECRETARIS = "secretaris", "secretaris"
    PROGRAMMABUREAU = "programmabureau", "programmabureau"
    BEHEERDER = "beheerder", "beheerder"


READERS: tuple[Role, ...] = tuple(Role)
