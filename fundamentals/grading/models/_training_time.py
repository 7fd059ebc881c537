"""Reporting that a training run did not finish in time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from fundamentals.grading._causes import causes
from fundamentals.grading._check import FailedCheckError, Finding, Verdict
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentTimeout, running


@contextlib.contextmanager
def training_time(student: Student, seconds: float, *, epochs: int, images: int) -> Iterator[None]:
    """Allow a call that trains ``seconds`` of time inside the block.

    Args:
        student: The submission.
        seconds: Time limit of the call, compiling included.
        epochs: Requested number of epochs.
        images: Number of training images.

    Raises:
        FailedCheckError: It took longer.
    """
    try:
        with running(student).time_limit(seconds):
            yield
    except StudentTimeout as timeout:
        evidence = Text(
            "{epochs} {epochs:epoch|epochs} over {images:,} {images:image|images}: not finished "
            "after {seconds:.0f} s, the limit",
            "{images:,} 張圖像訓練 {epochs} 個週期：到 {seconds:.0f} 秒的上限還沒完成",
        ).format(epochs=epochs, images=images, seconds=timeout.seconds)
        finding = Finding.of(causes.TRAINING_SLOW, evidence)
        raise FailedCheckError(finding, Verdict.TIMED_OUT) from timeout
