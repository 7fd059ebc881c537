"""Data that a file brings along is reported to the instructor, and a learner's own code is not."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fundamentals.grading import load_rubric, run_checks
from fundamentals.grading.messages._size_notes import size_notes
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent, Submission

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab06")
HANDOUT = LAB.lab_path("en").read_text("utf-8")
WEIGHTS = np.random.default_rng(0).normal(size=7850).astype(np.float32)
# A byte each.
ROUNDED = np.clip(WEIGHTS * 40, -127, 127).astype(np.int8)


def in_lines(text: str, before: str = "", after: str = "") -> str:
    rows = (text[start : start + 76] for start in range(0, len(text), 76))
    return "\n".join(f"{before}{row}{after}" for row in rows)


FORMS: dict[str, Callable[[], str]] = {
    "encoded": lambda: f"W = {base64.b85encode(WEIGHTS.tobytes())!r}",
    "rounded": lambda: f"W = {base64.b64encode(ROUNDED.tobytes())!r}",
    "in many short texts": lambda: (
        "W = (\n" + in_lines(base64.b64encode(ROUNDED.tobytes()).decode(), '    "', '"') + "\n)"
    ),
    "numbers": lambda: f"W = {[round(float(weight), 3) for weight in WEIGHTS]}",
    "whole numbers": lambda: f"W = {ROUNDED.tolist()}",
    "bytes": lambda: f"W = {ROUNDED.tobytes()!r}",
    "a comment": lambda: in_lines(base64.b64encode(ROUNDED.tobytes()).decode(), "# "),
    "words": lambda: in_lines(" ".join(f"w{value + 128}" for value in ROUNDED.tolist()), "# "),
    "characters": lambda: f"W = '{''.join(chr(0x4E00 + value) for value in ROUNDED.tolist())}'",
    "empty space": lambda: "\n".join(f"x = 1{' ' * (value + 128)}" for value in ROUNDED.tolist()),
}


def notes(text: str, name: str = "lab06.py") -> str:
    return " ".join(note.en for note in size_notes(Submission(name, text.encode()), LAB))


@pytest.mark.parametrize("form", FORMS)
def test_weights_are_noticed_in_whatever_form_they_come(form: str) -> None:
    text = f"{HANDOUT}\n{FORMS[form]()}\n"
    assert "look whether weights" in notes(text)
    cells = [{"cell_type": "code", "source": text.splitlines(keepends=True)}]
    assert "look whether weights" in notes(json.dumps({"cells": cells}), "lab06.ipynb")


def test_the_report_for_graders_says_so(tmp_path: Path) -> None:
    path = tmp_path / "lab06.py"
    # No process is started for a file that cannot be read.
    path.write_text(f"<!doctype html>\n{FORMS['numbers']()}", "utf-8")
    with LocalStudent(path) as student:
        report = run_checks(load_rubric(LAB), student, seed=0)
    assert ["look whether weights" in said.en for said in report.tried] == [True]


def test_what_a_notebook_shows_is_not_its_code() -> None:
    shown = {"image/png": FORMS["encoded"]()}
    outputs = [{"output_type": "display_data", "data": shown, "metadata": {}}]
    cells = [{"cell_type": "code", "source": HANDOUT, "outputs": outputs}]
    assert notes(json.dumps({"cells": cells}), "lab06.ipynb") == ""


def test_no_file_of_the_course_seems_to_bring_data_along() -> None:
    noticed = [
        path
        for lab in COURSE.labs
        for path in (lab.solution_path, *(lab.folder / "corpus").rglob("*.*"))
        for note in size_notes(Submission(path.name, path.read_bytes()), lab)
    ]
    assert noticed == []
