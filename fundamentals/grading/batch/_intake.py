"""From the files of a class to attempts of learners."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from fundamentals.errors import SubmissionError
from fundamentals.grading._submission import Submission
from fundamentals.grading.batch._files import ClassFiles, UnreadableError
from fundamentals.grading.batch._names import Sender, common_folder, is_clutter, sender_of
from fundamentals.grading.gradebook import Attempt, Learner, Roster
from fundamentals.language import Text

__all__ = ["Intake", "take_in"]

_SUFFIXES = (".py", ".ipynb")


@dataclass(frozen=True)
class Intake:
    """What a class handed in.

    Attributes:
        attempts: One entry a file, ordered by path.
        learners: Those that no roster knew, under what the files' names say.
        files: Where the bytes are.
        paths: Of the first file with each content, by its SHA-256.
    """

    attempts: tuple[Attempt, ...]
    learners: tuple[Learner, ...]
    files: ClassFiles
    paths: Mapping[str, str]

    def read(self, sha256: str) -> Submission | None:
        """Return the submission whose bytes have that hash; None if it is not there (any more)."""
        path = self.paths.get(sha256)
        if path is None:
            return None
        try:
            submission = Submission(PurePosixPath(path).name, self.files.read(path))
        except UnreadableError:
            return None
        return submission if submission.sha256 == sha256 else None


def take_in(
    files: ClassFiles,
    rosters: Sequence[Roster] = (),
    *,
    deadline: datetime | None = None,
) -> Intake:
    """Return what is in ``files``; of the bytes, only hashes are kept.

    Args:
        files: From :func:`open_class`.
        rosters: Where to look for learners, the first first.
        deadline: When it was due. Canvas says only that a file came later.

    Raises:
        SubmissionError: There is no file at all.
    """
    attempts: list[Attempt] = []
    strangers: dict[str, Learner] = {}
    paths: dict[str, str] = {}
    for path, sender in _senders(files):
        learner = next(filter(None, (roster.match(*sender.keys) for roster in rosters)), None)
        if learner is None:
            learner = Learner(sender.id, sender.name, lms_id=sender.lms_id)
            strangers[learner.id] = learner
        attempt = Attempt(
            learner.id,
            None,
            sender.file_name,
            path,
            files.size(path),
            _received_at(files, path, sender, deadline),
        )
        try:
            sha256 = hashlib.sha256(files.read(path)).hexdigest()
        except UnreadableError as error:
            attempts.append(replace(attempt, problem=error.reason))
        else:
            paths.setdefault(sha256, path)
            attempts.append(replace(attempt, submission_sha256=sha256))
    if not attempts:
        raise SubmissionError(
            Text("there is no file to grade", "沒有可以評分的檔案"),
            expected=Text("submissions: .py or .ipynb", "作答：.py 或 .ipynb"),
            fix=Text("name the folder or the ZIP that holds them", "請指定放有作答的資料夾或 ZIP"),
        )
    return Intake(tuple(attempts), tuple(strangers.values()), files, paths)


def _senders(files: ClassFiles) -> Iterator[tuple[str, Sender]]:
    """Yield each file that is to be graded, or to be listed as one that cannot be."""
    paths = [path for path in files.paths() if not is_clutter(path)]
    wrapper = common_folder(paths)
    senders = {path: sender_of(path.removeprefix(wrapper)) for path in paths}
    able = {senders[path].id for path in paths if _is_submission(path)}
    for path in paths:
        # Beside a submission there may lie pictures and notes; alone, they are a wrong file.
        if _is_submission(path) or senders[path].id not in able:
            yield path, senders[path]


def _is_submission(path: str) -> bool:
    return path.lower().endswith(_SUFFIXES)


def _received_at(
    files: ClassFiles, path: str, sender: Sender, deadline: datetime | None
) -> datetime | None:
    if not sender.from_canvas:
        return files.modified(path)
    # The least that is true of a late one.
    return deadline + timedelta(seconds=1) if sender.late and deadline is not None else None
