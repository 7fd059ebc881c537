"""What reads strangers' files and answers, fed with broken ones.

Each target starts from sound inputs, damages them at random and reads the result. It may refuse
them with the error that its readers expect, within a few seconds; anything else is a crash, whose
input is kept, to become a file of ``tests/fuzzing``.

    python benchmarks/fuzz.py --set seconds=600
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import socket
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.classroom.batch import open_class
from fundamentals.classroom.batch._class_files import UnreadableError
from fundamentals.classroom.gradebook import Gradebook, Learner, Roster
from fundamentals.classroom.similarity import read_code
from fundamentals.cli import main
from fundamentals.datasets import PictureStyle, prepare_photograph
from fundamentals.datasets._csv_file import CsvFile
from fundamentals.datasets._sign_csv import COLUMNS, read_sign_csv
from fundamentals.errors import DatasetError, GradebookError, SubmissionError
from fundamentals.grading.messages._unreadable_files import why_unreadable
from fundamentals.lab_form import LabForm
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.sandbox import StudentFailure, Submission
from fundamentals.sandbox._call_encoding import decoder
from fundamentals.sandbox._fit_facts import read_fits
from fundamentals.sandbox._read_structure import read_claim
from fundamentals.sandbox._worker_client import WorkerClient
from fundamentals.sandbox.worker._code_cells import SourceError, read_cells
from fundamentals.sandbox.worker._wire import Frame, WireError, receive_frame

MOST_SECONDS = 5.0
# Bytes that often matter: numbers at their limits, ends of lines, quotes, marks of formats.
TOKENS = (
    *(
        b"\0",
        b"\xff\xff\xff\xff",
        b"\x7f\xff\xff\xff",
        b"\n",
        b"\r",
        b"\r\n",
        b'"',
        b"'",
        b",",
        b";",
    ),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"1e999", b"-1", b"NaN", b"9" * 400, b"null", b"[]", b"{}"),
    *(
        b"\xed\xa0\x80",
        "卷".encode(),
        "卷".encode("big5"),
        b"\x1b[31m",
        b"../",
        b"# coding: utf-7\n",
    ),
)


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes:
        read: Reads bytes; a folder is there for a file.
        expected: The errors with which it refuses what it cannot read.
        seeds: Sound inputs.
    """

    read: Callable[[bytes, Path], object]
    expected: tuple[type[Exception], ...]
    seeds: Callable[[], list[bytes]]

    def crash_of(self, content: bytes, folder: Path) -> str:
        """Return what goes wrong with ``content``; empty if nothing does."""
        start = time.process_time()
        try:
            self.read(content, folder)
        except self.expected:
            pass
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        taken = time.process_time() - start
        return f"{taken:.0f} s" if taken > MOST_SECONDS else ""


def damaged(content: bytes, seeds: list[bytes], draw: random.Random) -> bytes:
    """Return ``content`` with a few of its bytes changed, cut, repeated or replaced."""
    changed = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 4, 8))):
        place = draw.randrange(len(changed) + 1)
        length = draw.choice((1, 2, 4, 16, 256))
        kind = draw.randrange(6)
        if kind == 0 and place < len(changed):
            changed[place] ^= 1 << draw.randrange(8)
        elif kind == 1:
            changed[place:place] = draw.choice(TOKENS)
        elif kind == 2:
            changed[place : place + length] = b""
        elif kind == 3:
            changed[place : place + length] = draw.randbytes(length)
        elif kind == 4:
            changed[place:place] = bytes(changed[place : place + length]) * draw.choice((1, 9))
        else:
            other = draw.choice(seeds)
            start = draw.randrange(len(other) + 1)
            changed[place : place + length] = other[start : start + length]
    return bytes(changed)


def _read_answer(content: bytes, folder: Path) -> None:
    one, other = socket.socketpair()
    with other:
        with one:
            one.setblocking(False)
            one.send(content[: 2**17])
        frame = receive_frame(other, deadline=time.monotonic() + 1, max_bytes=2**20)
    for read in (decoder(_no_model), read_claim, read_fits):
        client = WorkerClient(_Recorded(frame), memory_limit=0)
        try:
            client.ask("call", read, seconds=1)
        except StudentFailure as failure:
            str(failure)


def _no_model(handle: int) -> None:  # type: ignore[return]
    return None


class _Recorded:
    failure = None
    output = ""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def request(self, frame: Frame, seconds: float) -> Frame:
        return Frame(dict(self._frame.header), self._frame.arrays)

    def close(self) -> None:
        """Do nothing."""


def _answers() -> list[bytes]:
    tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": ["a", 0, 0]}}
    layers = [
        {
            "name": name,
            "class_name": kind,
            "module": "keras.layers",
            "config": {"name": name, "rate": 0.5, "kernel_size": [3, 3]},
            "inbound_nodes": [{"args": sources, "kwargs": {}}],
        }
        for name, kind, sources in (("a", "InputLayer", []), ("b", "Dropout", [tensor]))
    ]
    graph = {"config": {"layers": layers, "output_layers": ["b", 0, 0]}}
    history = {"history": {"loss": [1.5, 0.5]}, "epochs": [0, 1], "model": None}
    fit = {"epochs": 3, "batch_size": 8, "validation_split": 0.1, "validation_images": 4}
    fit |= dict.fromkeys(("x", "y", "validation_x", "validation_y"))
    values: list[object] = [
        {"list": [1, {"array": 0}, {"tuple": [None, True, "text"]}]},
        {"dict": [["loss", 1.5], [3, {"array": 0}]]},
        {"history": history},
        {"kind": "Functional", "graph": graph, "problem": None},
        [fit],
    ]
    described = [{"dtype": "float32", "shape": [2, 2]}]
    headers = [{"value": value, "changed": [0], "arrays": described} for value in values]
    failure = {"kind": "raised", "type": "ValueError", "message": "no", "source_line": {"line": 3}}
    headers.append({"failure": failure, "arrays": described})
    texts = [json.dumps(header).encode() for header in headers]
    return [struct.pack(">I", len(text)) + text + bytes(16) for text in texts]


def _read_archive(content: bytes, folder: Path) -> None:
    path = folder / "class.zip"
    path.write_bytes(content)
    files = open_class(path)
    try:
        for name in files.paths()[:50]:
            files.size(name), files.modified(name)
            try:
                files.read(name)
            except UnreadableError as error:
                str(error.reason)
    finally:
        files.close()


def _archives() -> list[bytes]:
    archives = []
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    for kind in kinds:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", kind) as archive:
            archive.writestr("陳小美_4711_assignsubmission_file_/lab03a.py", "x = 1\n" * 50)
            archive.writestr("b_late_1_2_lab03a.ipynb", "{}")
            archive.writestr("inside.zip", archives[0] if archives else b"PK")
        archives.append(file.getvalue())
    return archives


def _read_roster(content: bytes, folder: Path) -> None:
    path = folder / "roster.csv"
    path.write_bytes(content)
    Roster.read(path)


def _rosters() -> list[bytes]:
    text = 'id,name,email,section\nb1,陳小美,mei@x.tw,A\nb2,"Chen, Jo",jo@x.tw,B\n'
    canvas = (
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\nMei,1,b1,mei,A\n"
    )
    return [text.encode(), text.encode("big5"), text.encode("utf-16"), canvas.encode("utf-8-sig")]


def _read_submission(content: bytes, folder: Path) -> None:
    lab = find_course().lab("lab03a")
    for form in LabForm:
        problem = why_unreadable(Submission(f"lab{form.suffix}", content), lab)
        str(problem and problem.reason)
        read_code(content, form)
        try:
            read_cells(content, form)
        except SourceError:
            continue


def _submissions() -> list[bytes]:
    notebook = {
        "cells": [
            {"cell_type": "code", "source": ["%matplotlib inline\n", "x = 1\n"]},
            {"cell_type": "markdown", "source": "text"},
            {"cell_type": "code", "source": "%%time\ndef pad(image, width):\n    return '''a'''"},
        ],
        "nbformat": 4,
    }
    script = '# -*- coding: utf-8 -*-\ndef pad(image, width, mode):\n    return f"{image}"\n!ls\n'
    return [json.dumps(notebook).encode(), script.encode(), script.encode("utf-16")]


def _read_signs(content: bytes, folder: Path) -> None:
    path = folder / "sign_mnist_train.csv"
    path.write_bytes(content)
    read_sign_csv(CsvFile(path))


def _signs() -> list[bytes]:
    rows = [",".join(COLUMNS), *(",".join(map(str, [label, *[7] * 784])) for label in (0, 8, 24))]
    text = "\n".join(rows).encode()
    return [text, gzip.compress(text), text.replace(b"\n", b"\r\n")]


def _read_picture(content: bytes, folder: Path) -> None:
    for framing in ("handwriting", "center", "whole"):
        prepare_photograph(io.BytesIO(content), PictureStyle((28, 28), True, framing))


def _pictures() -> list[bytes]:
    from PIL import Image

    pixels = np.full((40, 30), 240, np.uint8)
    pixels[10:30, 12:18] = 20
    pictures = []
    for kind, options in (
        ("PNG", {}),
        ("JPEG", {"progressive": True}),
        ("GIF", {}),
        ("BMP", {}),
        ("WEBP", {}),
        ("TIFF", {}),
    ):
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, kind, **options)
        pictures.append(file.getvalue())
    return pictures


def _read_gradebook(content: bytes, folder: Path) -> None:
    path = folder / "grades.db"
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    path.write_bytes(content)
    with Gradebook.open(path) as gradebook:
        for lab in gradebook.labs():
            gradebook.sheet(lab)


def _gradebooks() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "grades.db")
        with Gradebook.open(path, create=True) as gradebook:
            gradebook.add_learners([Learner("b1", "Mei"), Learner("b2", "小明")])
        return [path.read_bytes()]


TARGETS = {
    "wire": Target(_read_answer, (WireError, TimeoutError, BlockingIOError), _answers),
    "archive": Target(_read_archive, (SubmissionError,), _archives),
    "roster": Target(_read_roster, (GradebookError,), _rosters),
    "notebook": Target(_read_submission, (), _submissions),
    "sign-csv": Target(_read_signs, (DatasetError,), _signs),
    "picture": Target(_read_picture, (DatasetError,), _pictures),
    "gradebook": Target(_read_gradebook, (GradebookError,), _gradebooks),
}


def fuzz(
    target: Target, seconds: float, seed: int, *, kept: Path, folder: Path
) -> tuple[int, dict[str, bytes]]:
    """Return how many inputs were tried, and one input per kind of crash.

    Args:
        target: The reader.
        seconds: How long to try.
        seed: Draws the damage.
        kept: The input at hand is here, should the whole process die of it.
        folder: For files.
    """
    draw, seeds = random.Random(seed), target.seeds()
    crashes: dict[str, bytes] = {}
    tried, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        content = damaged(draw.choice(seeds), seeds, draw)
        kept.write_bytes(content)
        crash = target.crash_of(content, folder)
        if crash:
            crashes.setdefault(crash.partition(":")[0] + crash[-40:], content)
        tried += 1
    kept.unlink(missing_ok=True)
    return tried, crashes


def measure(
    run: BenchmarkContext, *, seconds: float = 600.0, target: str = "all"
) -> Iterator[Figure]:
    """Yield how many inputs crash each reader."""
    names = list(TARGETS) if target == "all" else target.split(",")
    for name in run.each(names, Text("fuzzing", "模糊測試")):
        with tempfile.TemporaryDirectory() as folder:
            kept = run.output / f"{name}-at-hand"
            tried, crashes = fuzz(TARGETS[name], seconds, run.seed, kept=kept, folder=Path(folder))
        for crash, content in crashes.items():
            path = run.output / f"{name}-{hashlib.sha256(content).hexdigest()[:12]}"
            path.write_bytes(content)
            print(f"{path}: {crash}")
        title = Text("{name}: crashes in {tried:,} inputs", "{name}：{tried:,} 個輸入中的失敗")
        yield Figure(
            name, title.format(name=name, tried=tried), len(crashes), at_most=0, spec=".0f"
        )


BENCHMARKS = (
    Benchmark(
        "fuzz",
        Text("readers of strangers' files, fed with broken ones", "以損壞的輸入測試各種讀取程式"),
        minutes=70,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
