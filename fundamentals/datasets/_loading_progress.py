"""A progress bar for loops that take long."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fundamentals.language import Text

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_SECONDS = 2.0


@contextlib.contextmanager
def progress_bar(description: Text, *, total: int) -> Iterator[Callable[[int], None]]:
    """Show the progress of a loop on a terminal's standard error, once it has run for two seconds.

    Args:
        description: Text before the bar.
        total: Number of items in the loop.

    Yields:
        A function for the loop to call with the number of items done so far.
    """
    started = time.monotonic()
    bars: list[Progress] = []

    def show(done: int) -> None:
        if not bars and time.monotonic() - started > PATIENCE_SECONDS:
            bars.append(_start_bar(description, total))
        for bar in bars:
            bar.update(bar.task_ids[0], completed=done)

    try:
        yield show
    finally:
        for bar in bars:
            # Some versions of Rich end a disabled bar with an empty line.
            if not bar.disable:
                bar.stop()


def _start_bar(description: Text, total: int) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    bar.add_task(str(description), total=total)
    bar.start()
    return bar
