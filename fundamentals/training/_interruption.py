"""Ctrl-C that ends training between two batches. Only `fit` imports this: it imports Keras."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping
from types import FrameType, TracebackType
from typing import Any

import keras


class TrainingInterruptedError(Exception):
    """Leaves ``model.fit`` at the first batch after a Ctrl-C."""


class Interruption(keras.callbacks.Callback):  # type: ignore[misc]
    """Waits for one Ctrl-C inside its ``with`` block, and stops the training there.

    A ``KeyboardInterrupt`` inside Keras would not work: Keras converts its logs under a bare
    ``except``, which sometimes swallows it. A second Ctrl-C goes to the previous handler.

    Attributes:
        requested: Whether there has been a Ctrl-C.
    """

    def __init__(self) -> None:
        super().__init__()
        self.requested = False
        self._previous: Any = None
        self._installed = False

    def __enter__(self) -> Interruption:
        handler = signal.getsignal(signal.SIGINT)
        # Python delivers signals only to the main thread; a program that ignores them keeps doing
        # so.
        if callable(handler) and threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._request)
            self._installed = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._hand_back()
        # A check stops as a whole: half a training run must not be judged.
        if self.requested and kind is None and getattr(self._previous, "passed_on", False):
            self._previous(signal.SIGINT, None)

    def on_train_batch_begin(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
        if self.requested:
            raise TrainingInterruptedError

    def on_test_batch_begin(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
        if self.requested:
            raise TrainingInterruptedError

    def _request(self, number: int, frame: FrameType | None) -> None:
        self.requested = True
        self._hand_back()

    def _hand_back(self) -> None:
        if self._installed:
            signal.signal(signal.SIGINT, self._previous)
            self._installed = False
