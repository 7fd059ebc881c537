"""The progress of a check that trains in a notebook: one bar, redrawn in place."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from fundamentals.language import Text
from fundamentals.manifest import TaskEntry
from fundamentals.page_kit import escape

_SECONDS_BETWEEN = 0.2
_EPOCH = Text("epoch {epoch} of {epochs}", "週期 {epoch}/{epochs}")


class CheckProgress:
    """A bar over the checks of a task, and over the epochs of each.

    It shows nothing unless Keras is loaded, because all other checks finish too soon to be read.

    Args:
        task: The task.
        checks: The number of its checks.
    """

    def __init__(self, task: TaskEntry, checks: int) -> None:
        self._task = task
        self._checks = checks
        self._finished = -1
        self._title = Text("", "")
        self._handle: Any = None
        self._drawn = 0.0

    def __enter__(self) -> CheckProgress:
        if "keras" in sys.modules:
            from IPython.display import display

            self._handle = display(_Bar("", 0.0), display_id=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            # The answer follows.
            self._handle.update(_Nothing())

    def begin(self, title: Text) -> None:
        """Say that the next check begins."""
        self._finished += 1
        self._title = title
        self._draw(self._finished / self._checks, "")

    def epoch(self, finished: int, epochs: int) -> None:
        """Say that an epoch of the running check has ended."""
        share = (self._finished + min(finished / epochs, 1.0)) / self._checks
        if time.monotonic() - self._drawn > _SECONDS_BETWEEN:
            self._draw(share, f": {_EPOCH.format(epoch=finished, epochs=epochs)}")

    def _draw(self, share: float, more: str) -> None:
        self._drawn = time.monotonic()
        if self._handle is not None:
            self._handle.update(_Bar(f"{self._task.id} {self._title}{more}", share))


class _Nothing:
    def __repr__(self) -> str:
        return ""

    def _repr_html_(self) -> str:
        return " "


class _Bar:
    def __init__(self, text: str, share: float) -> None:
        self._text = text
        self._share = share

    def __repr__(self) -> str:
        return f"{self._text} {self._share:.0%}"

    def _repr_html_(self) -> str:
        bar = f"<progress value='{self._share:.3f}' style='width: 16em'></progress>"
        return f"<div style='font-size: 13px'>{bar} {escape(self._text)}</div>"


@contextlib.contextmanager
def watched_epochs(progress: CheckProgress) -> Iterator[None]:
    """Tell ``progress`` of each epoch that Keras finishes inside the block."""
    keras = sys.modules.get("keras")
    if keras is None:
        yield
        return
    callbacks = keras.callbacks.CallbackList
    original = callbacks.on_epoch_end

    def on_epoch_end(self: Any, epoch: int, logs: Any = None) -> Any:
        progress.epoch(epoch + 1, self.params.get("epochs") or epoch + 1)
        return original(self, epoch, logs)

    callbacks.on_epoch_end = on_epoch_end
    try:
        yield
    finally:
        callbacks.on_epoch_end = original
