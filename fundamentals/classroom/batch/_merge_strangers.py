"""Matching strangers with a corrected roster, if their files' names are clear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fundamentals.classroom.batch._learner_index import Clue, LearnerIndex, identify_learner
from fundamentals.classroom.gradebook._decisions import ROSTER, Decision
from fundamentals.classroom.gradebook._entities import Learner
from fundamentals.classroom.gradebook._gradebook import Gradebook
from fundamentals.classroom.platforms import BY_ID
from fundamentals.language import Text


@dataclass(frozen=True)
class MergedStrangers:
    """The effects of a corrected roster.

    Attributes:
        merged: The decisions that merged strangers into learners.
        left: Strangers who are still in the class, with the reason.
        unlisted: Learners of earlier rosters who are not in this one.
    """

    merged: tuple[Decision, ...]
    left: tuple[tuple[Learner, Text], ...]
    unlisted: tuple[Learner, ...]


_UNKNOWN = Text("no learner on the roster has that name", "名單上沒有這個名字")


_TWO_PEOPLE = Text(
    "{id} {name} has handed in the same lab, so these could be two people",
    "{id} {name} 也交了同一個實作，可能是兩個人",
)


def merge_strangers(gradebook: Gradebook, roster: Iterable[Learner]) -> MergedStrangers:
    """Merge every stranger in ``gradebook`` who matches exactly one learner in ``roster``.

    The learners of the roster must have been entered.
    """
    roster = tuple(roster)
    ids = {each.id for each in roster}
    learner_index = LearnerIndex(roster, gone=gradebook.decisions().removed)
    writer = gradebook.decision_writer(ROSTER)
    labs: dict[str, set[str]] = defaultdict(set)
    for lab in gradebook.labs():
        for standing in gradebook.sheet(lab).standings:
            if standing.attempts:
                labs[standing.learner.id].add(lab)
    merged: list[Decision] = []
    left: list[tuple[Learner, Text]] = []
    in_class = gradebook.members()
    for stranger in in_class:
        if not stranger.stranger:
            continue
        found = identify_learner(_clues(stranger, learner_index), learner_index.gone)
        if isinstance(found, Learner) and labs[found.id] & labs[stranger.id]:
            left.append((stranger, _TWO_PEOPLE.format(id=found.id, name=found.name)))
        elif isinstance(found, Learner):
            # The next stranger of that name is measured by what this one handed in, too.
            labs[found.id] |= labs[stranger.id]
            merged.append(writer.merge(stranger.id, found.id, comment=stranger.name))
        else:
            left.append((stranger, found or _UNKNOWN))
    unlisted = [each for each in in_class if not each.stranger and each.id not in ids]
    return MergedStrangers(tuple(merged), tuple(left), tuple(unlisted) if roster else ())


def _clues(stranger: Learner, learner_index: LearnerIndex) -> list[Clue]:
    if not stranger.platform:
        return learner_index.of_label(stranger.id.rpartition("/")[2])
    clues = learner_index.of_name(stranger.name)
    platform, number = BY_ID[stranger.platform], stranger.lms_id
    # In another assignment, the number may be somebody else's.
    if not platform.renumbers and learner_index.has_number(platform.id, number):
        clues.append(learner_index.of_number(platform.id, number))
    return clues
