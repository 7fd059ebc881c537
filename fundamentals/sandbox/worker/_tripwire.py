"""A function as an argument, which tells that the submission has called it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from fundamentals.sandbox.worker._row_digests import row_digests

TRIPPED = "the grader's function was called; watched rows: "


def tripwire(watched: Sequence[str]) -> Callable[..., NoReturn]:
    """Return a function that raises an error which says how many ``watched`` rows it got."""

    def change(images: Any, *_: Any, **__: Any) -> NoReturn:
        count = len(set(watched).intersection(row_digests(np.asarray(images))))
        raise RuntimeError(f"{TRIPPED}{count}")

    return change
