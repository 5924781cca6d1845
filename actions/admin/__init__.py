"""The programme as agreed."""

from actions.admin.programme import (
    ActionAdmin,
    ChapterAdmin,
    ProgrammeAdmin,
    SpearheadAdmin,
)
from actions.admin.promises import MilestoneAdmin, MilestoneOwnerAdmin
from actions.admin.records import (
    ContradictionAdmin,
    ContradictionSourceAdmin,
    LinkAdmin,
)
from actions.admin.work import ActivityAdmin, ActivityPartyAdmin, TrekkerAdmin

__all__ = [
    "ActionAdmin",
    "ActivityAdmin",
    "ActivityPartyAdmin",
    "ChapterAdmin",
    "ContradictionAdmin",
    "ContradictionSourceAdmin",
    "LinkAdmin",
    "MilestoneAdmin",
    "MilestoneOwnerAdmin",
    "ProgrammeAdmin",
    "SpearheadAdmin",
    "TrekkerAdmin",
]
