"""A text as a submission in a process of its own, without a sandbox."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from fundamentals.sandbox import LocalStudent, RemoteModel, Student, running

SHAPE = (28, 28, 1)


@contextlib.contextmanager
def local_submission(source: str, folder: Path) -> Iterator[Student]:
    """Write ``source`` to ``folder`` and load it; fail if one of its cells fails."""
    path = folder / "submission.py"
    path.write_text(source, encoding="utf-8")
    with LocalStudent(path) as student:
        assert running(student).load_failures == ()
        yield student


def build(student: Student, name: str) -> RemoteModel:
    """Return the network that function ``name`` makes for ten classes of digits."""
    model = running(student).call(name, SHAPE, 10)
    assert isinstance(model, RemoteModel)
    return model
