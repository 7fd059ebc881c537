"""A process without Keras stops as soon as it needs Keras, and is replaced by one that has it.

Importing Keras takes seconds. The warm worker does it once for all submissions, and only if one
needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

_PACKAGES = ("keras", "tensorflow")


class KerasNeededError(BaseException):
    """Ends a request to a process that has not loaded Keras.

    A submission's ``except Exception`` does not catch it.
    """


class KerasOnDemand(MetaPathFinder):
    """Stops the first import of Keras or TensorFlow.

    Attributes:
        is_needed: Whether there was such an import.
    """

    def __init__(self) -> None:
        self.is_needed = False

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Raise :class:`KerasNeededError` for these two packages."""
        if fullname in _PACKAGES:
            self.is_needed = True
            raise KerasNeededError(fullname)


def install() -> KerasOnDemand | None:
    """Watch the imports of this process; None if Keras is loaded already."""
    if _PACKAGES[0] in sys.modules:
        return None
    watch = KerasOnDemand()
    sys.meta_path.insert(0, watch)
    return watch
