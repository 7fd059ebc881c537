"""Turning the files of a class into attempts of learners."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import PurePosixPath

from fundamentals.classroom.batch._attempts import rank, sequences
from fundamentals.classroom.batch._class_files import ClassFiles, UnreadableError
from fundamentals.classroom.batch._gradescope_export import read_export
from fundamentals.classroom.batch._learner_index import LearnerIndex
from fundamentals.classroom.batch._limits import MAX_ATTEMPTS, MAX_READ
from fundamentals.classroom.batch._matching import Match, match_files
from fundamentals.classroom.batch._owner_names import is_system_file
from fundamentals.classroom.gradebook._entities import NO_FUNCTION, Attempt, Learner
from fundamentals.errors import SubmissionError
from fundamentals.files import binary_size
from fundamentals.grading import why_unreadable
from fundamentals.language import Text
from fundamentals.manifest import Lab
from fundamentals.sandbox import Submission, is_script_or_notebook, size_limit, submission_name


class SetAsideKind(str, Enum):
    """Why a file is not an attempt."""

    NO_OWNER = "no known owner"
    NO_ATTEMPT = "not an attempt"
    PASSED_OVER = "passed over"


@dataclass(frozen=True)
class FileSetAside:
    """A file that is not an attempt.

    Attributes:
        path: Its path.
        why: The kind of reason.
        reason: The reason in words.
    """

    path: str
    why: SetAsideKind
    reason: Text

    @property
    def has_no_owner(self) -> bool:
        """Whether it could be an attempt by an unknown learner."""
        return self.why is SetAsideKind.NO_OWNER


@dataclass(frozen=True)
class Intake:
    """What a class handed in. Each file is an attempt, or set aside with a reason.

    Attributes:
        attempts: One entry per file, ordered by path.
        set_aside: The files that are not attempts, ordered by path.
        learners: Learners who are on no roster, named as in the files' names.
        files: The files themselves.
        paths: Path of the first file with each content, by SHA-256.
    """

    attempts: tuple[Attempt, ...]
    set_aside: tuple[FileSetAside, ...]
    learners: tuple[Learner, ...]
    files: ClassFiles
    paths: Mapping[str, str]

    def read(self, sha256: str) -> Submission | None:
        """Return the submission whose bytes have that hash; None if it is not there."""
        path = self.paths.get(sha256)
        if path is None:
            return None
        try:
            name = submission_name(PurePosixPath(self.files.name(path)).name)
            submission = Submission(name, self.files.read(path))
        except UnreadableError:
            return None
        return submission if submission.sha256 == sha256 else None


def take_in(
    files: ClassFiles,
    learners: Iterable[Learner] = (),
    *,
    lab: Lab | None = None,
    assigned: Mapping[str, Learner] | None = None,
    names_are_ids: bool = False,
    gone: Collection[str] = frozenset(),
) -> Intake:
    """Return the intake of ``files``; only hashes of the contents are kept.

    Args:
        files: From :func:`open_class`.
        learners: The class, without strangers of earlier runs.
        lab: The lab; its functions distinguish attempts from other files.
        assigned: The owners that a person assigned, by path.
        names_are_ids: Whether a file or folder named like an id belongs to that learner even if the
            id is short, such as a seat number.
        gone: Ids of ``learners`` who have left the class.

    Raises:
        SubmissionError: There are no files.
    """
    noise = lab.id.split("_") if lab is not None else ()
    rostered = (each for each in learners if not each.stranger)
    learner_index = LearnerIndex(rostered, noise, short_ids=names_are_ids, gone=gone)
    names = {path: files.name(path) for path in files.paths()}
    matched = match_files(sorted({*names.values()}), learner_index, read_export(files, names))
    matches = {path: matched[name] for path, name in names.items()}
    for path, learner in (assigned or {}).items():
        if path in matches:
            matches[path] = replace(matches[path], learner=learner, problem=None, partners=())
    taking = _Taking(files, names, lab, matches)
    taking.take_all()
    if not taking.attempts and not any(map(_was_handed_in, taking.set_aside)):
        raise SubmissionError(
            Text("there is no file to grade", "沒有可以評分的檔案"),
            expected=Text("submissions: .py or .ipynb", "作答：.py 或 .ipynb"),
            fix=Text(
                "name the folder or the ZIP that contains them", "請指定放有作答的資料夾或 ZIP"
            ),
        )
    return Intake(
        tuple(sorted(taking.attempts, key=lambda each: each.path)),
        tuple(sorted(taking.set_aside, key=lambda each: each.path)),
        tuple(taking.strangers.values()),
        files,
        taking.paths,
    )


def _was_handed_in(file: FileSetAside) -> bool:
    return file.why is not SetAsideKind.PASSED_OVER


class _Taking:
    """Collects attempts and files that are set aside."""

    def __init__(
        self,
        files: ClassFiles,
        names: Mapping[str, str],
        lab: Lab | None,
        matches: Mapping[str, Match],
    ) -> None:
        self._files = files
        self._names = names
        self._lab = lab
        self._functions = [task.function for task in lab.tasks] if lab is not None else []
        self._matches = matches
        self.attempts: list[Attempt] = []
        self.set_aside: list[FileSetAside] = []
        self.strangers: dict[str, Learner] = {}
        self.paths: dict[str, str] = {}

    def take_all(self) -> None:
        """Classify every file."""
        of_learner: dict[str, list[str]] = defaultdict(list)
        for path, match in self._matches.items():
            if match.learner is not None:
                for learner in (match.learner, *match.partners):
                    of_learner[learner.id].append(path)
                    if learner.stranger:
                        self.strangers[learner.id] = learner
            elif match.problem is not None and not is_system_file(self._names[path]):
                self._set_aside(path, SetAsideKind.NO_OWNER, match.problem)
            else:
                self._set_aside(path, SetAsideKind.PASSED_OVER, _BESIDE)
        for learner_id, paths in of_learner.items():
            self._take(learner_id, paths)

    def _take(self, learner_id: str, paths: Sequence[str]) -> None:
        gradable = {path: None for path in paths if self._is_gradable(path)}
        if gradable:
            for path in paths:
                if path not in gradable:
                    self._set_aside(path, SetAsideKind.PASSED_OVER, _BESIDE)
            self._take_gradable(learner_id, list(gradable))
            return
        # A picture alone is a wrong submission; a system file is one only if there is nothing else.
        chosen = {path for path in paths if not is_system_file(self._names[path])} or {*paths}
        for path in paths:
            if path in chosen:
                self._add(learner_id, path, None, self._problem(path))
            else:
                self._set_aside(path, SetAsideKind.PASSED_OVER, _BESIDE)

    def _take_gradable(self, learner_id: str, paths: Sequence[str]) -> None:
        hashes: dict[str, str] = {}
        ranks: dict[str, int] = {}
        problems: dict[str, Text] = {}
        unread: dict[str, Text] = {}
        left = MAX_READ
        # The lab is read before what a learner's folders hold, such as an environment.
        for path in sorted(paths, key=lambda path: path.count("/")):
            if self._files.size(path) > left:
                self._set_aside(path, SetAsideKind.NO_ATTEMPT, _TOO_MUCH)
                continue
            try:
                content = self._files.read(path)
            except UnreadableError as error:
                unread[path] = error.reason
                continue
            left -= len(content)
            hashes[path] = hashlib.sha256(content).hexdigest()
            ranks[path] = rank(content, self._functions) if self._functions else 0
            name = submission_name(PurePosixPath(self._names[path]).name)
            if problem := why_unreadable(Submission(name, content), self._lab):
                problems[path] = problem.reason
        best = max(ranks.values(), default=0)
        for path, reason in unread.items():
            # Beside the lab's file, a very large one holds data.
            if best and self._files.size(path) > size_limit(self._names[path]):
                self._set_aside(path, SetAsideKind.NO_ATTEMPT, reason)
            else:
                self._add(learner_id, path, None, reason)
        for path in ranks:
            if ranks[path] < best:
                self._set_aside(path, SetAsideKind.NO_ATTEMPT, problems.get(path, _NO_FUNCTION))
            elif path in problems:
                self._add(learner_id, path, None, problems[path])
        attempts = [path for path in paths if ranks.get(path) == best and path not in problems]
        numbered = list(zip(attempts, self._sequences(attempts), strict=True))
        numbered.sort(key=lambda each: -1 if each[1] is None else each[1])
        for path, _ in numbered[:-MAX_ATTEMPTS]:
            self._set_aside(path, SetAsideKind.NO_ATTEMPT, _TOO_MANY)
        for path, sequence in numbered[-MAX_ATTEMPTS:]:
            self.paths.setdefault(hashes[path], path)
            # Without a lab, the expected functions are unknown.
            concern = NO_FUNCTION if self._functions and not best else ""
            self._add(learner_id, path, hashes[path], sequence=sequence, concern=concern)

    def _sequences(self, paths: Sequence[str]) -> Iterator[int | None]:
        """Return the order of one learner's ``paths``, if a platform gives it."""
        handed = [self._matches[path].handed for path in paths]
        found = iter(sequences([each for each in handed if each is not None]))
        return (None if each is None else next(found) for each in handed)

    def _add(
        self,
        learner_id: str,
        path: str,
        sha256: str | None,
        problem: Text | None = None,
        sequence: int | None = None,
        concern: str = "",
    ) -> None:
        handed = self._matches[path].handed
        self.attempts.append(
            Attempt(
                learner_id,
                sha256,
                handed.file_name if handed else PurePosixPath(self._names[path]).name,
                path,
                self._files.size(path),
                self._received_at(path),
                problem,
                sequence,
                handed.late if handed else None,
                concern,
            )
        )

    def _is_gradable(self, path: str) -> bool:
        name = self._names[path]
        return is_script_or_notebook(name) and not is_system_file(name)

    def _problem(self, path: str) -> Text:
        """Return why the file at ``path``, which is not a submission, cannot be graded."""
        if is_script_or_notebook(self._names[path]):
            return Text("a backup copy by an editor or the system", "編輯器或系統保留的副本")
        try:
            self._files.read(path)
        except UnreadableError as error:
            return error.reason
        return _BESIDE

    def _set_aside(self, path: str, why: SetAsideKind, reason: Text) -> None:
        self.set_aside.append(FileSetAside(path, why, reason))

    def _received_at(self, path: str) -> datetime | None:
        match = self._matches[path]
        if match.handed is not None and match.handed.received_at is not None:
            return match.handed.received_at
        if match.platform is None or match.platform.keeps_times:
            return self._files.modified(path)
        return None


_BESIDE = Text("not a learner's script or notebook", "不是任何人的程式或筆記本")
_TOO_MANY = Text("more than {most} attempts by one learner", "同一人超過 {most} 次作答").format(
    most=MAX_ATTEMPTS
)
_TOO_MUCH = Text(
    "more than {most} of scripts and notebooks by one learner",
    "同一人的程式檔與筆記本超過 {most}",
).format(most=binary_size(MAX_READ))
_NO_FUNCTION = Text(
    "it defines none of the lab's functions, but another file by the same learner does",
    "沒有定義實作的任何函式，而同一人的另一個檔案有",
)
