"""A lab is a notebook or a script: handed out as either, and handed in as either."""

from __future__ import annotations

from enum import Enum

__all__ = ["LabForm"]


class LabForm(str, Enum):
    """The form of a lab's file; the value is what learners type."""

    NOTEBOOK = "notebook"
    SCRIPT = "script"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends: ".ipynb" or ".py"."""
        return ".ipynb" if self is LabForm.NOTEBOOK else ".py"
