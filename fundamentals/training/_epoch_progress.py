"""The progress that `fit` shows. Only `fit` imports this: it imports Keras."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from statistics import mean

import keras
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text as RichText

from fundamentals.language import Text
from fundamentals.training._history import accuracy_name

# Nobody reads faster, and each redraw takes about a millisecond.
REDRAWS_A_SECOND = 5

# Printed lines cannot be redrawn, so a long run prints only every fifth epoch after the tenth.
_ALL_TOLD, _THEN_EVERY = 10, 5

_EPOCH = Text("Epoch {epoch}/{epochs}", "週期 {epoch}/{epochs}")
_LOSS = Text("loss {value:.4f}", "損失 {value:.4f}")
_ACCURACY = Text("accuracy {value:.1%}", "訓練準確度 {value:.1%}")
_VALIDATION = Text("validation {value:.1%}", "驗證準確度 {value:.1%}")
_SECONDS = Text("{seconds:.1f} s", "{seconds:.1f} 秒")
_LEFT = Text("{time} left", "剩餘 {time}")


def progress_callback(console: Console, epochs: int, *, show: bool) -> EpochClock:
    """Return a bar for a terminal, a line per epoch for anything else, or a silent clock."""
    if not show:
        return EpochClock(epochs)
    if console.is_terminal and not console.is_dumb_terminal:
        return ProgressBar(epochs, console)
    return EpochLines(epochs, console)


class EpochClock(keras.callbacks.Callback):  # type: ignore[misc]
    """Measures each epoch and adds its ``seconds`` to the logs that later callbacks receive."""

    # Keras then calls the batch hook with converted logs from its own worker thread, as it would
    # without the hook, and training never waits for it.
    async_safe = True

    def __init__(self, epochs: int) -> None:
        super().__init__()
        self.epochs = epochs
        self.seconds: list[float] = []
        self._started = 0.0

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        self._started = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.seconds.append(time.perf_counter() - self._started)
        if logs is not None:
            logs["seconds"] = self.seconds[-1]

    def seconds_per_epoch(self) -> float:
        """Mean over the finished epochs, without the first (which compiles) if there are more."""
        return mean(self.seconds[1:] or self.seconds)

    def shown(self) -> AbstractContextManager[object]:
        """Return a context in which the progress is on the screen."""
        return nullcontext()


class EpochLines(EpochClock):
    """Prints one plain line per epoch, and fewer in a long run."""

    def __init__(self, epochs: int, console: Console) -> None:
        super().__init__(epochs)
        self._console = console

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        super().on_epoch_end(epoch, logs)
        finished = epoch + 1
        if finished > _ALL_TOLD and finished % _THEN_EVERY and finished < self.epochs:
            return
        parts = [
            _EPOCH.format(epoch=finished, epochs=self.epochs),
            *_figures(logs or {}),
            _SECONDS.format(seconds=self.seconds[-1]),
        ]
        if epochs_left := self.epochs - finished:
            parts.append(_left(self.seconds_per_epoch() * epochs_left))
        line = "  ".join(map(str, parts))
        self._console.print(line, soft_wrap=True, markup=False, highlight=False)


class ProgressBar(EpochClock):
    """Draws one bar for the whole run."""

    def __init__(self, epochs: int, console: Console) -> None:
        super().__init__(epochs)
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=16),
            TextColumn("{task.fields[figures]}", markup=False),
            _TimeLeftColumn(),
            console=console,
            refresh_per_second=REDRAWS_A_SECOND,
        )
        self._task = self._bar.add_task("", total=epochs, figures="", deadline=None)
        self._epoch = 0
        self._batches = 0
        self._first_batch_end = 0.0
        self._validation: dict[str, float] = {}
        self._drawn = 0.0

    def shown(self) -> AbstractContextManager[object]:
        return self._bar

    def on_train_begin(self, logs: Mapping[str, float] | None = None) -> None:
        # Keras knows the number of batches of an array, but not of every tf.data.Dataset.
        self._batches = self.params.get("steps") or 0

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        super().on_epoch_begin(epoch, logs)
        self._epoch = epoch
        description = str(_EPOCH.format(epoch=epoch + 1, epochs=self.epochs))
        self._bar.update(self._task, description=description, completed=epoch)

    def on_train_batch_end(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
        now = time.perf_counter()
        if batch == 0 or self._first_batch_end < self._started:
            self._first_batch_end = now
        if now - self._drawn < 1 / REDRAWS_A_SECOND:
            return
        self._drawn = now
        share = (batch + 1) / self._batches if self._batches else 0.0
        self._show(self._epoch + min(share, 1.0), logs or {}, self._seconds_left(share, now))

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        super().on_epoch_end(epoch, logs)
        logs = logs or {}
        self._validation = {name: value for name, value in logs.items() if name.startswith("val_")}
        self._show(epoch + 1, logs, self.seconds_per_epoch() * (self.epochs - epoch - 1))

    def _seconds_left(self, share: float, now: float) -> float | None:
        epochs_left = self.epochs - self._epoch - share
        if self.seconds:
            return self.seconds_per_epoch() * epochs_left
        # The first batch also compiles the model, so the pace is measured on the batches after it.
        measured = share - 1 / self._batches if self._batches else 0.0
        if measured <= 0:
            return None
        return (now - self._first_batch_end) / measured * epochs_left

    def _show(self, done: float, logs: Mapping[str, float], seconds_left: float | None) -> None:
        figures = "  ".join(map(str, _figures({**self._validation, **logs})))
        deadline = None if seconds_left is None else time.perf_counter() + seconds_left
        self._bar.update(self._task, completed=done, figures=figures, deadline=deadline)


class _TimeLeftColumn(ProgressColumn):
    """Counts down to the deadline, even while no batch ends (validation)."""

    def render(self, task: Task) -> RichText:
        deadline: float | None = task.fields["deadline"]
        if task.finished:
            return RichText(str(_SECONDS.format(seconds=task.finished_time or 0.0)), style="cyan")
        if deadline is None:
            return RichText("")
        return RichText(str(_left(deadline - time.perf_counter())), style="cyan")


def _figures(logs: Mapping[str, float]) -> list[Text]:
    accuracy = accuracy_name(logs)
    named = ((_LOSS, "loss"), (_ACCURACY, accuracy), (_VALIDATION, f"val_{accuracy}"))
    return [text.format(value=float(logs[name])) for text, name in named if name in logs]


def _left(seconds: float) -> Text:
    minutes, seconds = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return _LEFT.format(time=clock)
