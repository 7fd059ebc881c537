"""What is said while TensorFlow is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fundamentals.language import Text

if TYPE_CHECKING:
    from rich.status import Status


def starting_tensorflow() -> Status:
    """Return a status on standard error, to import TensorFlow in; the command updates it."""
    from rich.console import Console

    return Console(stderr=True).status(str(Text("starting TensorFlow", "啟動 TensorFlow")))
