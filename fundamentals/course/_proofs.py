"""Proving several labs at once, and none that has not changed since it was proven."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from fundamentals._version import installed_versions
from fundamentals.cores import share_cores
from fundamentals.course._gate import prove_lab
from fundamentals.files import prepare_folder, whole_file
from fundamentals.language import Text
from fundamentals.manifest import Lab

# What decides a verdict besides the project's own files.


class Proofs:
    """Which labs were proven, and what they were then.

    A lab is the same while all files in its folder, all of this package, and the versions of
    Python, Keras, NumPy and TensorFlow are the same.

    Args:
        path: The file that remembers; it need not be there.
        corpus: Whether the proofs include the corpus of each lab.
    """

    def __init__(self, path: Path, *, corpus: bool) -> None:
        self._path = path
        self._corpus = corpus
        self._package = _digest_of(Path(__file__).parent.parent)

    def holds(self, lab: Lab) -> bool:
        """Return whether ``lab`` is as it was when it was proven."""
        return self._known().get(lab.id) == self._digest(lab)

    def add(self, lab: Lab) -> None:
        """Remember that ``lab`` is proven.

        Raises:
            OutputError: The file cannot be written.
        """
        known = {**self._known(), lab.id: self._digest(lab)}
        prepare_folder(self._path.parent)
        with whole_file(self._path) as path:
            path.write_text(json.dumps(known, indent=1), encoding="utf-8")

    def _known(self) -> dict[str, str]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            # Proving again is always right.
            return {}
        return known if isinstance(known, dict) else {}

    def _digest(self, lab: Lab) -> str:
        parts = (
            sys.version,
            str(installed_versions()),
            str(self._corpus),
            self._package,
            _digest_of(lab.folder),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _digest_of(folder: Path) -> str:
    """Return a hash of the names and contents of all files in ``folder``."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def prove_at_once(
    labs: Iterable[Lab], *, corpus: bool, processes: int
) -> Iterator[tuple[Lab, list[Text]]]:
    """Prove each lab in one of several processes; yield it with its problems when it is done.

    Args:
        labs: The labs.
        corpus: Whether to run the wrong and unusual answers of the labs, too.
        processes: How many labs to prove at once; they share the machine's cores.

    Raises:
        CourseError: A lab's checks or solution are malformed.
    """
    with ProcessPoolExecutor(
        processes,
        # TensorFlow may not be used in a process that was forked from one that uses it.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=share_cores,
        initargs=(processes,),
    ) as pool:
        # The longest first, or the last one would leave the other cores idle.
        order = sorted(labs, key=lambda lab: -lab.minutes)
        running: dict[Future[list[Text]], Lab] = {
            pool.submit(_problems, lab, corpus): lab for lab in order
        }
        try:
            for future in as_completed(running):
                yield running[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _problems(lab: Lab, corpus: bool) -> list[Text]:
    return list(prove_lab(lab, corpus=corpus))
