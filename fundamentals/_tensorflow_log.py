"""TensorFlow without its start-up log.

Every command imports this module, so what only the import of TensorFlow needs is imported there.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

_STANDARD_ERROR = 2
# Lines of information and warning, such as "I0000 00:00:17 553 port.cc:153] oneDNN …", and a fault
# of TensorFlow 2.18's own packaging that breaks nothing.
_LOG = re.compile(
    rb"^(?:WARNING: All log messages before absl::|[IW]\d{4} |E\d{4} .*Unable to register cu).*\n?",
    re.MULTILINE,
)


def quiet_tensorflow() -> None:
    """Silence TensorFlow's start-up log on its first import in this process.

    ``TF_CPP_MIN_LOG_LEVEL`` does not reach what TensorFlow 2.18 and later log before their logging
    is set up, and a lab's first screen would be theirs.
    """
    if "tensorflow" not in sys.modules:
        sys.meta_path.insert(0, _QuietFinder())


class _QuietFinder:
    """Finds TensorFlow as Python would, once, and lets it load in silence."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "tensorflow":
            return None
        import importlib.util
        import logging

        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def load_without_log(module: ModuleType) -> None:
                with _without_log():
                    load(module)
                logging.getLogger(name).addFilter(_is_no_retracing)

            spec.loader.exec_module = load_without_log  # type: ignore[method-assign]
        return spec


def _is_no_retracing(record: logging.LogRecord) -> bool:
    """Return whether a warning is about something else than many models, each asked a few times."""
    return "triggered tf.function retracing" not in record.getMessage()


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep log lines that native code writes off standard error; pass on everything else."""
    import tempfile

    sys.stderr.flush()
    shown = os.dup(_STANDARD_ERROR)
    with tempfile.TemporaryFile() as written:
        os.dup2(written.fileno(), _STANDARD_ERROR)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(shown, _STANDARD_ERROR)
            os.close(shown)
            written.seek(0)
            os.write(_STANDARD_ERROR, _LOG.sub(b"", written.read()))
