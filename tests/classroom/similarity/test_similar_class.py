"""Comparing a class: similar pairs, and the formats of the result."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
from clean_page import faults
from playwright.sync_api import Browser
from solvers import BODIES, LAB, SOLUTION, GradedClass, written_by

from fundamentals.classroom.formats import SIMILARITY_FORMATS
from fundamentals.classroom.rehearsal._synthetic_code import paraphrase
from fundamentals.classroom.similarity import compare_class, read_code, read_contents
from fundamentals.classroom.similarity._pairs import CODE_DOUBT
from fundamentals.classroom.similarity._rarity import shared_shares
from fundamentals.classroom.similarity._winnowing import fingerprints, known_grams
from fundamentals.cli import main
from fundamentals.course import notebook_text
from fundamentals.errors import SubmissionError
from fundamentals.lab_form import LabForm

Grade = Callable[..., GradedClass]

_NEGATIVE = "return -((size + 2 * padding - kernel_size) // stride) - 1"
_ROUNDABOUT = """
    answer = size
    for _ in range(2):
        answer = answer + padding
    stops = []
    while answer >= kernel_size:
        stops.append(answer)
        answer -= stride
    return len(sorted(set(stops), key=lambda stop: -stop))
"""
_CEILING = "return -(-(size + 2 * padding - kernel_size) // stride) + 1"


def a_class() -> dict[str, str]:
    """Ada's is her own; Bob copied it, notebook and all; the others are their own too."""
    return {
        "ada.py": written_by("loops"),
        "bob.ipynb": notebook_text(
            paraphrase(paraphrase(written_by("loops"), Random(3)), Random(4)), LAB
        ),
        "cem.py": written_by("scipy"),
        "dee.py": written_by("while"),
        "eva.py": SOLUTION.student_text("en"),
        "fay.py": SOLUTION.student_text("zh-Hant"),
        "gil.py": "def broken(:\n" + written_by("almost the same loops"),
    }


def test_a_copy_ranks_first_and_what_is_untouched_not_at_all(grade: Grade) -> None:
    graded = grade(a_class())
    similarity = compare_class(LAB, graded.sheet, graded.contents)
    assert similarity.compared == 7
    first, *others = similarity.pairs
    assert [learner.id for learner in first.learners] == ["ada", "bob"]
    assert first.code > 0.7 > 0.4 > max(pair.code for pair in others)
    assert first.tokens > 300
    named = {learner.id for pair in similarity.pairs for learner in pair.learners}
    assert not named & {"eva", "fay"}


@pytest.mark.slow
def test_the_same_rare_wrong_results_count_and_a_common_mistake_hardly_does(grade: Grade) -> None:
    people = ("loops", "scipy", "while", "almost the same loops")
    texts = {
        f"{name}.py": written_by(people[number % 4], _4=body)
        for number, (name, body) in enumerate(
            [("ann", _NEGATIVE), ("ben", _NEGATIVE), *((f"c{n}", _CEILING) for n in range(6))]
        )
    }
    graded = grade(texts)
    similarity = compare_class(LAB, graded.sheet, {}, most=100)
    assert len(similarity.without_code) == len(texts)
    first, *others = similarity.pairs
    assert [learner.id for learner in first.learners] == ["ann", "ben"]
    assert first.answers > 3 * max(pair.answers for pair in others)
    assert [(answer.check, answer.learners) for answer in first.shared_answers] == [
        ("3a.4/sizes", 2)
    ]
    assert first.shared_answers[0].identical


@pytest.fixture(scope="module")
def graded(grade: Grade) -> GradedClass:
    """One class for all tests that only read it: grading it takes seconds."""
    texts = a_class()
    texts["ada.py"] = written_by("loops", _4=_NEGATIVE)
    texts["gil.py"] = written_by("almost the same loops", _4=_NEGATIVE) + "\n# <script>alert(1)"
    return grade(texts)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", list(SIMILARITY_FORMATS))
def test_every_format_names_the_first_pair(
    graded: GradedClass, format_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(graded.gradebook), str(graded.folder), "--lab", "lab03a"]
    assert main(["gradebook", "similar", *arguments, "--format", format_name]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"Ada.*Bob", printed) or json.loads(printed)["pairs"][0]["learners"] == [
        "ada",
        "bob",
    ]


@pytest.mark.slow
def test_json_and_csv_hold_the_same_figures(graded: GradedClass) -> None:
    similarity = compare_class(LAB, graded.sheet, graded.contents)
    document = json.loads(SIMILARITY_FORMATS["json"](similarity))
    rows = list(csv.DictReader(io.StringIO(SIMILARITY_FORMATS["csv"](similarity))))
    assert document["lab"] == LAB.id
    assert [[row["first_id"], row["second_id"]] for row in rows] == [
        pair["learners"] for pair in document["pairs"]
    ]
    for row, pair in zip(rows, document["pairs"], strict=True):
        assert float(row["score"]) == pair["score"]
        expected = 1 - (1 - pair["code"]) * (1 - pair["answers"])
        assert pair["score"] == pytest.approx(expected, abs=1e-3)
    scores = [pair["score"] for pair in document["pairs"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.slow
def test_the_page_marks_what_is_alike_escapes_and_needs_no_network(graded: GradedClass) -> None:
    page = SIMILARITY_FORMATS["html"](compare_class(LAB, graded.sheet, graded.contents))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "if total &lt; 0:" in page
    assert "if total < 0:" not in page
    assert not re.search(r"(src|href)='?\"?http", page)
    assert "evidence, not proof" in page
    assert "不是定論" in page
    marked = re.findall(r"id='(p1-\d-\d+)' href='#(p1-\d-\d+)'", page)
    assert marked
    assert {one for one, _ in marked} == {other for _, other in marked}
    assert "identical values" in page


@pytest.mark.slow
def test_the_page_is_clean_on_every_screen(graded: GradedClass, chromium: Browser) -> None:
    opened = chromium.new_page(offline=True)
    opened.set_content(
        SIMILARITY_FORMATS["html"](compare_class(LAB, graded.sheet, graded.contents))
    )
    assert faults(opened) == []
    opened.get_by_label("正體中文").check()
    assert faults(opened) == []
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("zipped", [False, True])
def test_contents_are_found_by_hash_in_a_folder_or_a_zip(
    graded: GradedClass, tmp_path: Path, zipped: bool
) -> None:
    path = Path(shutil.copytree(graded.folder, tmp_path / "class"))
    (path / "deep").mkdir()
    (path / "ada.py").rename(path / "deep" / "renamed.PY")
    (path / "notes.txt").write_text("notes")
    (path / "link.py").symlink_to("/etc/hostname")
    if zipped:
        archive = tmp_path / "class.zip"
        with zipfile.ZipFile(archive, "w") as file:
            for each in path.rglob("*.[pPi]*"):
                if not each.is_symlink():
                    file.write(each, each.relative_to(path))
        path = archive
    contents = read_contents(path)
    assert contents == graded.contents
    # What was handed in is compared, not what has taken its place.
    if not zipped:
        sha256 = hashlib.sha256((path / "deep" / "renamed.PY").read_bytes()).hexdigest()
        (path / "deep" / "renamed.PY").write_text("answer = 1")
        assert contents.get(sha256) is None


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="absent"):
        read_contents(tmp_path / "absent")
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    with pytest.raises(SubmissionError, match=r"bad\.zip"):
        read_contents(tmp_path / "bad.zip")


@pytest.mark.slow
def test_hundreds_of_submissions_take_seconds_and_a_copy_among_them_is_found() -> None:
    texts = []
    for number in range(300):
        random = Random(number)
        mixed = {f"_{task}": random.choice(list(BODIES.values()))[f"3a.{task}"] for task in "12345"}
        texts.append(written_by("loops", **mixed))
    texts[17] = written_by("while", _4=_ROUNDABOUT)
    texts[200] = paraphrase(paraphrase(texts[17], Random(2)), Random(3))
    started = time.process_time()
    known = known_grams([read_code(SOLUTION.student_text("en").encode(), LabForm.SCRIPT)])
    things = [fingerprints(read_code(text.encode(), LabForm.SCRIPT), known) for text in texts]
    shares = shared_shares(things, doubt=CODE_DOUBT).toarray()
    # Less than a second on an idle core; quadratic work takes minutes.
    assert time.process_time() - started < 20
    assert np.unravel_index(shares.argmax(), shares.shape) == (17, 200)
