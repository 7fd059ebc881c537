"""The progress that grading a class shows, and the log that it writes."""

from __future__ import annotations

import heapq
import json
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from fundamentals.classroom.batch import Aside, Event, EventKind
from fundamentals.classroom.gradebook import Attempt
from fundamentals.errors import BatchError
from fundamentals.language import Text
from fundamentals.printable import one_line

_SECONDS_BETWEEN_LINES = 10.0
_NUM_SLOWEST = 3

_TITLES = {
    EventKind.GRADED: Text("graded", "已評分"),
    EventKind.GRADER_ERROR: Text("grader error", "評分程式錯誤"),
    EventKind.RETRIED: Text("tried again", "重試"),
    EventKind.ELSEWHERE: Text("graded by another run", "由另一次執行評分"),
    EventKind.ABSENT: Text("not in this folder", "不在此資料夾"),
}


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

    def aside(self, aside: Aside) -> None:
        """Append a file that is not an attempt."""
        self._write(what=aside.why.value, path=aside.path, problem=aside.reason.in_language("en"))

    def _write(self, **facts: object) -> None:
        assert self._file is not None
        facts["time"] = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        try:
            self._file.write(f"{json.dumps(facts, ensure_ascii=False)}\n")
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


class GradingProgress:
    """Shows counts, rate, time left, slow and failed submissions on standard error.

    On a terminal a bar; elsewhere a line now and then.
    """

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False, markup=False)
        self._bar = Bar(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._total = self._done = 0
        self._since = self._shown = time.monotonic()
        self._counts = dict.fromkeys(EventKind, 0)
        self._slowest: list[tuple[float, str]] = []

    def __enter__(self) -> GradingProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
        if self._done:
            self._console.print(self._summary())

    def start(self, total: int, handed_in: int) -> None:
        """Print how many of the ``handed_in`` submissions are left to grade."""
        self._total, self._since = total, time.monotonic()
        self._task = self._bar.add_task("", total=total)
        self._console.print(
            str(
                Text(
                    "{total} to grade, of {handed_in} different {handed_in:submission|submissions}",
                    "{handed_in} 份不同的作答中，有 {total} 份待評分",
                ).format(total=total, handed_in=handed_in)
            )
        )

    def say(self, text: Text) -> None:
        """Show what happened to a worker."""
        self._console.print(one_line(str(text)))

    def show(self, event: Event) -> None:
        """Show that something happened."""
        self._counts[event.what] += 1
        if event.what is not EventKind.RETRIED:
            self._done += 1
        if event.what is EventKind.GRADED and event.report is not None:
            entry = (event.report.seconds, event.pending.path)
            add = heapq.heappush if len(self._slowest) < _NUM_SLOWEST else heapq.heappushpop
            add(self._slowest, entry)
            for said in event.report.tried:
                self._console.print(one_line(f"{event.pending.path}: {said}"))
        else:
            line = f"{_TITLES[event.what]}: {event.pending.path}: {event.problem}"
            self._console.print(one_line(line.removesuffix(": ")))
        self._bar.update(self._task, completed=self._done, description=self._state())
        due = time.monotonic() - self._shown >= _SECONDS_BETWEEN_LINES
        if due and not self._console.is_terminal:
            self._shown = time.monotonic()
            self._console.print(f"{self._done}/{self._total}  {self._state()}  {self._left()}")

    def _rate(self) -> str:
        rate = self._done / max(time.monotonic() - self._since, 1e-3)
        return str(Text("{rate:.1f}/s", "每秒 {rate:.1f} 份").format(rate=rate))

    def _state(self) -> str:
        said = self._rate()
        if self._slowest:
            seconds, path = max(self._slowest)
            slowest = Text("slowest {path} {seconds:.1f} s", "最慢 {path} {seconds:.1f} 秒")
            said += f"  {slowest.format(path=one_line(path), seconds=seconds)}"
        return said

    def _left(self) -> str:
        seconds = (time.monotonic() - self._since) / max(self._done, 1)
        left = round(seconds * (self._total - self._done))
        return str(
            Text("{minutes}:{seconds:02} left", "剩 {minutes}:{seconds:02}").format(
                minutes=left // 60, seconds=left % 60
            )
        )

    def _summary(self) -> str:
        counts = [f"{_TITLES[what]} {count}" for what, count in self._counts.items() if count]
        slowest = [
            f"{one_line(path)} {seconds:.1f} s"
            for seconds, path in sorted(self._slowest, reverse=True)
        ]
        title = Text("slowest", "最慢")
        return f"{', '.join(counts)}; {self._rate()}\n{title}: {', '.join(slowest) or '–'}"
