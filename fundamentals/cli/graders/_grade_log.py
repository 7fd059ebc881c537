"""The log of grading a class: one line of JSON per event."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import TextIO

from fundamentals.classroom.batch import Event, FileSetAside
from fundamentals.classroom.gradebook import Attempt
from fundamentals.errors import BatchError
from fundamentals.language import Text
from fundamentals.printable import printable_data


class Log:
    """A file with one line of JSON per event; lines are appended, never overwritten.

    Raises:
        BatchError: It cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None

    def __enter__(self) -> Log:
        try:
            self._file = self._path.open("a", encoding="utf-8")
        except OSError as error:
            raise self._failure(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        assert self._file is not None
        self._file.close()

    def event(self, event: Event) -> None:
        """Append an event of a submission."""
        report = event.report
        self._write(
            what=event.what.value,
            path=event.pending.path,
            sha256=event.pending.submission_sha256,
            score=None if report is None else report.score,
            max_score=None if report is None else report.max_score,
            seconds=None if report is None else round(report.seconds, 3),
            problem=event.problem,
            tried=[] if report is None else [said.in_language("en") for said in report.tried],
        )

    def unreadable(self, attempt: Attempt) -> None:
        """Append a file that cannot be read."""
        problem = attempt.problem and attempt.problem.in_language("en")
        self._write(what="unreadable", path=attempt.path, problem=problem)

    def set_aside(self, file: FileSetAside) -> None:
        """Append a file that is not an attempt."""
        self._write(what=file.why.value, path=file.path, problem=file.reason.in_language("en"))

    def _write(self, **facts: object) -> None:
        assert self._file is not None
        facts["time"] = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        try:
            self._file.write(f"{json.dumps(printable_data(facts), ensure_ascii=False)}\n")
            self._file.flush()
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> BatchError:
        return BatchError(
            Text(
                "the log {path} cannot be written: {error}", "無法寫入紀錄檔 {path}：{error}"
            ).format(path=self._path, error=error.strerror),
            expected=Text(
                "a writable file on a disk with free space", "資料夾中可寫入且有空間的檔案"
            ),
            fix=Text(
                "free some space, or name another file with --log; finished grades are kept",
                "請清出空間，或用 --log 指定另一個檔案；評好的結果都已保存",
            ),
        )
