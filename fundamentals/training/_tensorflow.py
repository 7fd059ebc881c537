"""TensorFlow without its start-up log."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["import_tensorflow"]

_STANDARD_ERROR = 2
# Lines of information and warning, such as "I0000 00:00:17 553 port.cc:153] oneDNN …", and a fault
# of TensorFlow 2.18's own packaging that breaks nothing.
_LOG = re.compile(
    rb"^(?:WARNING: All log messages before absl::|[IW]\d{4} |E\d{4} .*Unable to register cu).*\n?",
    re.MULTILINE,
)


def import_tensorflow() -> ModuleType:
    """Return TensorFlow; at the first import, what it logs about itself is not shown.

    ``TF_CPP_MIN_LOG_LEVEL`` does not reach what TensorFlow 2.18 and later log before their logging
    is set up.
    """
    if "tensorflow" in sys.modules:
        import tensorflow
    else:
        with _without_log():
            import tensorflow
    module: ModuleType = tensorflow
    return module


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep log lines that native code writes off standard error; pass on everything else."""
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
