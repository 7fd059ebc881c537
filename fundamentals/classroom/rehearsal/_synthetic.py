"""An invented class, for rehearsing grading and for measuring the grader."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Literal, get_args

from fundamentals.classroom.platforms import ARCHIVES
from fundamentals.classroom.rehearsal._synthetic_code import (
    ENDLESS,
    MALICE,
    add_syntax_error,
    insert_code,
    make_mistakes,
    paraphrase,
)
from fundamentals.course import Solution, notebook_text, read_solution
from fundamentals.errors import ArgumentError
from fundamentals.files import zipped
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import Lab

SubmissionKind = Literal["right", "wrong", "slow", "malicious", "empty", "untouched", "missing"]

SHARES: Mapping[SubmissionKind, float] = {
    "right": 0.45,
    "wrong": 0.3,
    "slow": 0.05,
    "malicious": 0.05,
    "empty": 0.05,
    "untouched": 0.05,
    "missing": 0.05,
}

_NOTEBOOK_SHARE = 0.3
# Fraction of the wrong ones that are not valid Python.
_BROKEN_SHARE = 0.08
_FIRST_ID = 100_001
_EMPTY = ("", "\n", "# TODO\n")
# Family names, and the given names that go with them.
_GIVEN = (
    *("Mei", "Ada", "Jun", "Zoë", "Tomás", "Ines", "Wei", "Lukas", "Amara", "Yuki", "Noor"),
    *("Elif", "Marta", "Omar", "Petra", "Liam", "Anh", "Chloé"),
)
_GIVEN_CHINESE = ("怡君", "家豪", "淑芬", "冠宇", "雅婷", "承翰")
_NAMES = (
    *((name, _GIVEN) for name in ("Chen", "Okafor", "García", "Müller", "Nguyen", "O'Brien")),
    *((name, _GIVEN_CHINESE) for name in ("陳", "林", "黃", "張", "李", "王")),
    *((name, _GIVEN) for name in ("Sato", "Silva", "van Dijk", "Haddad", "Novák", "Smith-Jones")),
)


@dataclass(frozen=True)
class SyntheticSubmission:
    """One learner of a synthetic class.

    Attributes:
        learner: Id, as on the roster.
        name: Name, as on the roster.
        kind: The kind of submission.
        causes: Its faults by task id, or by "file": for a wrong one the grader's cause,
            "not-attempted", "raises-an-error" or "syntax-error"; for a malicious one the attack.
        file: Its path in the folder or archive of submissions; None for "missing".
    """

    learner: str
    name: str
    kind: SubmissionKind
    causes: Mapping[str, str]
    file: str | None


@dataclass(frozen=True)
class SyntheticClass:
    """What :func:`synthetic_class` wrote.

    Attributes:
        lab: Id of the lab.
        seed: Seed of the class.
        submissions: One entry per learner, in the roster's order.
        path: The folder, or the ``.zip`` archive, of submissions.
        roster: ``roster.csv``, with the columns ``id`` and ``name``.
    """

    lab: str
    seed: int
    submissions: tuple[SyntheticSubmission, ...]
    path: Path
    roster: Path


def synthetic_class(
    folder: Path,
    lab: Lab,
    *,
    learners: int,
    seed: int,
    shares: Mapping[SubmissionKind, float] = SHARES,
    layout: str = "files",
) -> SyntheticClass:
    """Write a class's submissions, a roster and ``manifest.json``; the same seed, the same bytes.

    Scripts and notebooks, in English and Chinese: right ones that differ from the solution's
    wording, wrong ones with known mistakes, endless, malicious, empty and untouched ones. The
    malicious ones really attack, within bounds; grade them only in the sandbox.

    Args:
        folder: Where to write; it must not exist yet, or be empty.
        lab: The lab, with its solution.
        learners: Number of learners, at least 1.
        seed: Seed of everything random.
        shares: Fraction of each kind; their sum is 1.
        layout: ``files`` (``ID.py``), ``folders`` (``ID/LAB.py``), or a ``.zip`` as a
            platform of :data:`~fundamentals.classroom.platforms.ARCHIVES` names it.

    Raises:
        ArgumentError: ``learners`` or ``shares`` make no class, or ``folder`` is not empty.
        CourseError: The solution is malformed.
    """
    _check(folder, learners, shares)
    solution = read_solution(lab)
    submissions: list[SyntheticSubmission] = []
    contents: dict[str, str] = {}
    for number, kind in enumerate(_deal(shares, learners, Random(f"{seed} kinds"))):
        causes: dict[str, str] = {}
        file = None
        if kind != "missing":
            random = Random(f"{seed} {number}")
            causes, text = _write_text(solution, kind, random)
            as_notebook = random.random() < _NOTEBOOK_SHARE
            file = _file_name(layout, lab, number, ".ipynb" if as_notebook else ".py")
            contents[file] = notebook_text(text, lab) if as_notebook else text
        submissions.append(
            SyntheticSubmission(str(_FIRST_ID + number), _name(number), kind, causes, file)
        )
    write = _write_archive if layout in ARCHIVES else _write_files
    roster = folder / "roster.csv"
    folder.mkdir(parents=True, exist_ok=True)
    synthetic = SyntheticClass(lab.id, seed, tuple(submissions), write(folder, contents), roster)
    _write_roster(roster, submissions)
    manifest = {
        "lab": lab.id,
        "seed": seed,
        "submissions": [asdict(entry) for entry in submissions],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    return synthetic


def _check(folder: Path, learners: int, shares: Mapping[SubmissionKind, float]) -> None:
    unknown = [kind for kind in shares if kind not in get_args(SubmissionKind)]
    sound = all(share >= 0 for share in shares.values()) and math.isclose(sum(shares.values()), 1)
    if unknown or not sound:
        raise ArgumentError(
            Text.untranslated("shares={shares}").format(shares=dict(shares)),
            expected=Text(
                "fractions of {kinds} that add up to 1", "{kinds} 的比例，總和為 1"
            ).format(kinds=", ".join(get_args(SubmissionKind))),
            fix=Text("correct the fractions", "請修正比例"),
        )
    if learners < 1:
        raise ArgumentError(
            Text.untranslated("learners={learners}").format(learners=learners),
            expected=Text("at least 1", "至少 1"),
            fix=Text("ask for more learners", "請增加人數"),
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArgumentError(
            Text("{folder} is not empty", "{folder} 不是空的").format(folder=folder),
            expected=Text("a new or empty folder", "新的或空的資料夾"),
            fix=Text("name another folder", "請改用其他資料夾"),
        )


def _deal(
    shares: Mapping[SubmissionKind, float], learners: int, random: Random
) -> list[SubmissionKind]:
    """Return one kind per learner, in numbers that are rounded so that their sum is right."""
    kinds: list[SubmissionKind] = []
    total = 0.0
    for kind, share in shares.items():
        total += share
        kinds += [kind] * (round(total * learners) - len(kinds))
    random.shuffle(kinds)
    return kinds


def _write_text(
    solution: Solution, kind: SubmissionKind, random: Random
) -> tuple[dict[str, str], str]:
    """Return a submission's faults and its script."""
    if kind == "empty":
        return {}, random.choice(_EMPTY)
    language = random.choice(LANGUAGES)
    if kind == "untouched":
        return {}, solution.student_text(language)
    bodies = {task.id: solution.body(task.id) for task in solution.lab.tasks}
    causes: dict[str, str] = {}
    task = random.choice(sorted(bodies))
    if kind == "wrong":
        causes = make_mistakes(solution, bodies, random)
    elif kind == "slow":
        causes = {task: "endless"}
        bodies[task] = insert_code(bodies[task], random.choice(ENDLESS))
    elif kind == "malicious":
        causes = {task: random.choice(sorted(MALICE))}
        bodies[task] = insert_code(bodies[task], MALICE[causes[task]])
    text = paraphrase(solution.filled_text(language, bodies), random)
    if kind == "wrong" and random.random() < _BROKEN_SHARE:
        return {"file": "syntax-error"}, add_syntax_error(text, random)
    return causes, text


def _name(number: int, *, family_first: bool = False) -> str:
    """Return the name of a learner; no two learners share it."""
    rest, family_number = divmod(number, len(_NAMES))
    family, names = _NAMES[family_number]
    rounds, given_number = divmod(rest, len(names))
    # Shifted with the family, so that neighbors on the roster differ in both names.
    given = names[(given_number + family_number) % len(names)]
    if names is _GIVEN_CHINESE:
        full = family + given
    else:
        full = f"{family} {given}" if family_first else f"{given} {family}"
    return f"{full} {rounds + 1}" if rounds else full


def _file_name(layout: str, lab: Lab, number: int, suffix: str) -> str:
    learner = _FIRST_ID + number
    file = f"{lab.id}{suffix}"
    if layout == "files":
        return f"{learner}{suffix}"
    if layout == "folders":
        return f"{learner}/{file}"
    archive = ARCHIVES[layout]
    assert archive.write is not None
    return archive.write(_name(number, family_first=archive.family_first), learner, file)


def _write_files(folder: Path, contents: Mapping[str, str]) -> Path:
    for name, content in contents.items():
        path = folder / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return folder / "submissions"


def _write_archive(folder: Path, contents: Mapping[str, str]) -> Path:
    path = folder / "submissions.zip"
    path.write_bytes(zipped({name: content.encode() for name, content in contents.items()}))
    return path


def _write_roster(path: Path, submissions: Iterable[SyntheticSubmission]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "name"])
        rows.writerows((submission.learner, submission.name) for submission in submissions)
