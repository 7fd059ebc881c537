"""The progress bar of grading a class."""

from __future__ import annotations

import heapq
import sys
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from fundamentals.classroom.batch import Event, EventKind
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


class GradingProgress:
    """Shows counts, rate, time left, slow and failed submissions on standard error.

    On a terminal a bar; elsewhere a line now and then.
    """

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
        self._bar = Bar(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
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
        took = Text("{path} {seconds:.1f} s", "{path} {seconds:.1f} 秒")
        slowest = [
            str(took.format(path=one_line(path), seconds=seconds))
            for seconds, path in sorted(self._slowest, reverse=True)
        ]
        said = Text("{counts}; {rate}\nslowest: {slowest}", "{counts}；{rate}\n最慢：{slowest}")
        return str(
            said.format(
                counts=", ".join(counts), rate=self._rate(), slowest=", ".join(slowest) or "–"
            )
        )
