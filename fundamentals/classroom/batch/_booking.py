"""Assigning each file of a class to one learner, a stranger or nobody, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fundamentals.classroom.batch._gradescope import ExportedFolder, Submitter, folder_of
from fundamentals.classroom.batch._names import lies_beside_the_class, owners_by_name
from fundamentals.classroom.batch._platforms import platform_of
from fundamentals.classroom.batch._register import Clue, Register, conclude
from fundamentals.classroom.gradebook._records import Learner
from fundamentals.classroom.platforms import GRADESCOPE, Handed, Platform
from fundamentals.language import Text


@dataclass(frozen=True)
class Booking:
    """For whom a file is booked.

    Attributes:
        learner: The owner; None if the file is booked for nobody.
        problem: Why it is booked for nobody; None if it lies beside everybody's files.
        handed: The platform's facts about it; None if no platform wrote its name.
        platform: That platform.
        partners: Those who handed it in together with ``learner``.
    """

    learner: Learner | None = None
    problem: Text | None = None
    handed: Handed | None = None
    platform: Platform | None = None
    partners: tuple[Learner, ...] = ()


def book(
    paths: Sequence[str],
    register: Register,
    exported: Mapping[str, ExportedFolder] | None = None,
) -> dict[str, Booking]:
    """Return the booking of each of ``paths``; files with conflicting clues are booked for nobody.

    Args:
        paths: Those of the files.
        register: The learners of the class.
        exported: Facts of Gradescope's export, by folder, if it is one.
    """
    if exported:
        return {path: _book_exported(path, exported, register) for path in paths}
    class_paths = [path for path in paths if not lies_beside_the_class(path)]
    platform, handed = platform_of(class_paths, register.numbers("github"))
    bookings = dict.fromkeys(paths, Booking())
    if platform is not None:
        bookings |= _book_by_platform(platform, handed, register)
    by_people = [path for path in class_paths if path not in handed]
    for path, owner in owners_by_name(by_people, register).items():
        stranger = Learner(owner.label, owner.label, stranger=True)
        bookings[path] = _booking(owner.clues, stranger, register)
    return bookings


def _booking(clues: Sequence[Clue], stranger: Learner, register: Register) -> Booking:
    concluded = conclude(clues, register.gone)
    if isinstance(concluded, Text):
        return Booking(problem=concluded)
    if concluded is not None:
        return Booking(concluded)
    if register.has_id(stranger.id):
        # Entered under that id, it would belong to that learner.
        return Booking(
            problem=Text(
                "{id} alone may be the number of a lab, a copy or a seat: "
                "it does not identify the learner",
                "單獨的 {id} 可能是實作、副本或座號的編號，看不出是誰的檔案",
            ).format(id=stranger.id)
        )
    return Booking(stranger)


def _book_exported(
    path: str, exported: Mapping[str, ExportedFolder], register: Register
) -> Booking:
    folder = folder_of(path, exported)
    if folder is None or not folder.submitters:
        return Booking()
    name = path.rpartition("/")[2]
    handed = Handed(folder.submitters[0].name, "", name, received_at=folder.received_at)
    booked = [_book_submitter(each, register) for each in folder.submitters]
    problem = next((each.problem for each in booked if each.learner is None), None)
    # All members of a group get the grade, or nobody does until the instructor decides.
    if problem is not None:
        return Booking(None, problem, handed, GRADESCOPE)
    first, *partners = (each.learner for each in booked if each.learner is not None)
    return Booking(first, None, handed, GRADESCOPE, tuple(partners))


def _book_submitter(submitter: Submitter, register: Register) -> Booking:
    clues = [*register.of_exact(submitter.sid), *register.of_exact(submitter.email)]
    stranger = Learner(
        submitter.sid or submitter.email or submitter.name,
        submitter.name or submitter.email or submitter.sid,
        submitter.email,
        platform=GRADESCOPE.id,
        lms_id=submitter.sid,
        stranger=True,
    )
    return _booking([*clues, *register.of_name(submitter.name)], stranger, register)


def _book_by_platform(
    platform: Platform, handed: Mapping[str, Handed], register: Register
) -> dict[str, Booking]:
    # Moodle numbers people anew in each assignment, so another assignment's roster has none of
    # these numbers.
    numbered = any(register.has_number(platform.id, each.number) for each in handed.values())
    people = {(each.number, each.name) for each in handed.values()}
    booked = {
        (number, name): _booking(
            [
                *(register.of_name(name) if name else []),
                *([register.of_number(platform.id, number)] if numbered else []),
            ],
            Learner(
                f"{platform.id}-{number}",
                name or f"{platform.title} {number}",
                lms_id=number,
                platform=platform.id,
                stranger=True,
            ),
            register,
        )
        for number, name in people
    }
    booked = _without_doubles(booked)
    return {
        path: replace(booked[each.number, each.name], handed=each, platform=platform)
        for path, each in handed.items()
    }


def _without_doubles(
    booked: Mapping[tuple[str, str], Booking],
) -> dict[tuple[str, str], Booking]:
    """Return ``booked`` without people who are two on the platform but one in the class."""
    numbers = defaultdict(set)
    for (number, _), booking in booked.items():
        if booking.learner is not None:
            numbers[booking.learner.id].add(number)
    return {
        person: booking
        if booking.learner is None or len(numbers[booking.learner.id]) == 1
        else Booking(
            problem=Text(
                "{count} people on the platform may be {id} {name}: {numbers}",
                "平台上有 {count} 個人可能是 {id} {name}：{numbers}",
            ).format(
                count=len(numbers[booking.learner.id]),
                id=booking.learner.id,
                name=booking.learner.name,
                numbers=", ".join(sorted(numbers[booking.learner.id])),
            )
        )
        for person, booking in booked.items()
    }
