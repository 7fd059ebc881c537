"""Assigning each file of a class to one learner, a stranger or nobody, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fundamentals.classroom.batch._gradescope_export import ExportedFolder, Submitter, folder_of
from fundamentals.classroom.batch._learner_index import Clue, LearnerIndex, identify_learner
from fundamentals.classroom.batch._owner_names import lies_beside_the_class, owners_by_name
from fundamentals.classroom.batch._which_platform import platform_of
from fundamentals.classroom.gradebook._entities import Learner
from fundamentals.classroom.platforms import GRADESCOPE, Platform, SubmittedFile
from fundamentals.language import Text


@dataclass(frozen=True)
class Match:
    """The learner whom a file is matched to.

    Attributes:
        learner: The owner; None if the file is matched to nobody.
        problem: Why it is matched to nobody; None if it is not among the learners' files.
        handed: The platform's facts about it; None if no platform wrote its name.
        platform: That platform.
        partners: The learners who handed it in together with ``learner``.
    """

    learner: Learner | None = None
    problem: Text | None = None
    handed: SubmittedFile | None = None
    platform: Platform | None = None
    partners: tuple[Learner, ...] = ()


def match_files(
    paths: Sequence[str],
    learner_index: LearnerIndex,
    exported: Mapping[str, ExportedFolder] | None = None,
) -> dict[str, Match]:
    """Return the match of each of ``paths``; files with conflicting clues are matched to nobody.

    Args:
        paths: Those of the files.
        learner_index: The learners of the class.
        exported: Facts of Gradescope's export, by folder, if it is one.
    """
    class_paths = [path for path in paths if not lies_beside_the_class(path)]
    platform, handed = platform_of(class_paths, learner_index.numbers)
    if exported and platform is None:
        # The roster may number people in another way, so that it has none of these ids.
        numbered = any(
            learner_index.has_id(submitter.sid)
            for folder in exported.values()
            for submitter in folder.submitters
        )
        return {path: _match_exported(path, exported, learner_index, numbered) for path in paths}
    matches = dict.fromkeys(paths, Match())
    if platform is not None:
        matches |= _match_by_platform(platform, handed, learner_index)
    by_people = [path for path in class_paths if path not in handed]
    for path, owner in owners_by_name(by_people, learner_index).items():
        stranger = Learner(owner.label, owner.label, stranger=True)
        matches[path] = (
            Match(problem=owner.problem)
            if owner.problem is not None
            else _match_of(owner.clues, stranger, learner_index)
        )
    return matches


def _match_of(clues: Sequence[Clue], stranger: Learner, learner_index: LearnerIndex) -> Match:
    concluded = identify_learner(clues, learner_index.gone)
    if isinstance(concluded, Text):
        return Match(problem=concluded)
    if concluded is not None:
        return Match(concluded)
    if learner_index.has_id(stranger.id):
        # Entered under that id, it would belong to that learner.
        return Match(
            problem=Text(
                "{id} alone could be the number of a lab, a copy or a seat: it does not identify "
                "the learner",
                "單獨的 {id} 可能是實作、副本或座號的編號，看不出是誰的檔案",
            ).format(id=stranger.id)
        )
    return Match(stranger)


def _match_exported(
    path: str,
    exported: Mapping[str, ExportedFolder],
    learner_index: LearnerIndex,
    numbered: bool,
) -> Match:
    folder = folder_of(path, exported)
    if folder is None or not folder.submitters:
        return Match()
    name = path.rpartition("/")[2]
    handed = SubmittedFile(folder.submitters[0].name, "", name, received_at=folder.received_at)
    matched = [_match_submitter(each, learner_index, numbered) for each in folder.submitters]
    problem = next((each.problem for each in matched if each.learner is None), None)
    # All members of a group get the grade, or nobody does until the instructor decides.
    if problem is not None:
        return Match(None, problem, handed, GRADESCOPE)
    first, *partners = (each.learner for each in matched if each.learner is not None)
    return Match(first, None, handed, GRADESCOPE, tuple(partners))


def _match_submitter(submitter: Submitter, learner_index: LearnerIndex, numbered: bool) -> Match:
    clues = [*learner_index.of_exact(submitter.sid), *learner_index.of_exact(submitter.email)]
    if submitter.sid and numbered and not clues:
        # Somebody outside the class, whose name may be a learner's, too.
        clues = [Clue(submitter.sid, frozenset(), decides=False)]
    stranger = Learner(
        submitter.sid or submitter.email or submitter.name,
        submitter.name or submitter.email or submitter.sid,
        submitter.email,
        platform=GRADESCOPE.id,
        lms_id=submitter.sid,
        stranger=True,
    )
    return _match_of([*clues, *learner_index.of_name(submitter.name)], stranger, learner_index)


def _match_by_platform(
    platform: Platform, handed: Mapping[str, SubmittedFile], learner_index: LearnerIndex
) -> dict[str, Match]:
    # Where people have another number in each assignment, another's roster has none of these.
    numbered = any(learner_index.has_number(platform.id, each.number) for each in handed.values())
    people = {(each.number, each.name) for each in handed.values()}
    matched = {
        (number, name): _match_of(
            [
                *(learner_index.of_name(name) if name else []),
                *([learner_index.of_number(platform.id, number)] if numbered else []),
            ],
            Learner(
                f"{platform.id}-{number}",
                name or f"{platform.title} {number}",
                lms_id=number,
                platform=platform.id,
                stranger=True,
            ),
            learner_index,
        )
        for number, name in people
    }
    matched = _without_doubles(matched)
    return {
        path: replace(matched[each.number, each.name], handed=each, platform=platform)
        for path, each in handed.items()
    }


def _without_doubles(
    matched: Mapping[tuple[str, str], Match],
) -> dict[tuple[str, str], Match]:
    """Return ``matched`` without learners whom two people on the platform match."""
    numbers = defaultdict(set)
    for (number, _), match in matched.items():
        if match.learner is not None:
            numbers[match.learner.id].add(number)
    return {
        person: match
        if match.learner is None or len(numbers[match.learner.id]) == 1
        else Match(
            problem=Text(
                "{count} people on the platform could be {id} {name}: {numbers}",
                "平台上有 {count} 個人可能是 {id} {name}：{numbers}",
            ).format(
                count=len(numbers[match.learner.id]),
                id=match.learner.id,
                name=match.learner.name,
                numbers=", ".join(sorted(numbers[match.learner.id])),
            )
        )
        for person, match in matched.items()
    }
