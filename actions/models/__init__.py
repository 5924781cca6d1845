"""The programme as agreed (design 4.2)."""

from actions.models.programme import (
    Action,
    Chapter,
    ChapterKind,
    Programme,
    Spearhead,
)
from actions.models.promises import (
    Certainty,
    Milestone,
    MilestoneKind,
    MilestoneOwner,
)
from actions.models.records import (
    Contradiction,
    ContradictionSource,
    Link,
    LinkKind,
)
from actions.models.work import (
    Activity,
    ActivityKind,
    ActivityParty,
    PartyRole,
    Trekker,
    TrekkerRole,
)

__all__ = [
    "Action",
    "Activity",
    "ActivityKind",
    "ActivityParty",
    "Certainty",
    "Chapter",
    "ChapterKind",
    "Contradiction",
    "ContradictionSource",
    "Link",
    "LinkKind",
    "Milestone",
    "MilestoneKind",
    "MilestoneOwner",
    "PartyRole",
    "Programme",
    "Spearhead",
    "Trekker",
    "TrekkerRole",
]
