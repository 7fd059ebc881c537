"""Output that is redirected on Windows, in a code page that lacks half of its characters."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fundamentals.classroom.gradebook import Attempt, Gradebook, Learner
from fundamentals.cli import main
from fundamentals.grading import CheckResult, Outcome, Report, Verdict, load_rubric
from fundamentals.language import Text
from fundamentals.manifest import find_course

STREAMS = [
    ("ascii", "en"),
    ("cp1252", "en"),
    ("cp950", "zh-Hant"),
    # A language that the encoding has no characters for, and names that no encoding has.
    ("ascii", "zh-Hant"),
    ("utf-8", "zh-Hant"),
]
LAB = "lab03a_convolution"


@pytest.fixture(
    params=[
        pytest.param(stream, id="-".join(stream), marks=[pytest.mark.slow] if number else [])
        for number, stream in enumerate(STREAMS)
    ]
)
def run(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Run a command with both streams redirected in an encoding, as Python sets them up."""
    encoding, language = request.param

    def run(*line: str) -> tuple[int, str]:
        written, told = io.BytesIO(), io.BytesIO()
        out = io.TextIOWrapper(written, encoding, errors="strict")
        err = io.TextIOWrapper(told, encoding, errors="backslashreplace")
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            status = main([*line, "--language", language])
            out.flush()
            err.flush()
        assert out.errors == "strict"
        return status, (written.getvalue() + told.getvalue()).decode(encoding)

    return run


@pytest.fixture
def gradebook(tmp_path: Path) -> str:
    """A gradebook with a name and a mistake in Chinese."""
    path = tmp_path / "class.db"
    lab = find_course().lab(LAB)
    rubric = load_rubric(lab)
    with Gradebook.open(path, create=True) as gradebook:
        gradebook.add_learners([Learner("b1", "García"), Learner("b2", "小明")])
        sha256 = "1" * 64
        gradebook.enter(LAB, [Attempt("b1", sha256, "lab03a.py", "b1/lab03a.py", 1, None)])
        (pending,) = gradebook.pending(rubric, seed=0)
        claim = gradebook.claim(pending)
        assert claim is not None
        results = tuple(
            CheckResult.of(check, Verdict.PASSED, Outcome(), hint=Text("", ""), seconds=1)
            for check in rubric.checks
        )
        report = Report(LAB, "lab03a.py", sha256, 0, 1.0, results)
        assert gradebook.record(claim, report, seconds=1)
    return str(path)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    """A solution with a mistake, the message of which shows numbers, and a character of its own."""
    text = find_course().lab(LAB).solution_path.read_text(encoding="utf-8")
    path = tmp_path / "作業.py"
    path.write_text(
        text + "\n\ndef pad(image, width, mode):\n    print('→ ✓ 圖像 é')\n    return image\n",
        encoding="utf-8",
    )
    return str(path)


def test_check_tells_passed_from_failed(run: Callable[..., tuple[int, str]], wrong: str) -> None:
    status, text = run("check", "lab03a", wrong)
    assert status == 1
    assert "✓ 3a.2" in text or "+ 3a.2" in text
    assert "✗ 3a.3" in text or "x 3a.3" in text


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_grade_prints_every_form(
    run: Callable[..., tuple[int, str]], wrong: str, form: str
) -> None:
    line = ("grade", wrong, "--lab", "lab03a", "--no-sandbox", "--format", form)
    status, text = run(*line)
    assert status == 0
    assert "3a.3" in text


@pytest.mark.parametrize(
    "line",
    [
        ("course",),
        ("course", "--json"),
        ("data", "list"),
        ("data", "show", "digits"),
        ("hint", "3a.2"),
        ("labs", "list"),
        ("bench", "--list"),
        # Errors are told in the same streams.
        ("hint", "3a.99"),
        ("check", "lab03a", "沒有這個檔案.py"),
        ("grade", "沒有\udcff.py", "--lab", "lab03a"),
        ("predict", "沒有.keras", "相片.png"),
    ],
    ids=" ".join,
)
def test_other_commands_end_as_ever(
    run: Callable[..., tuple[int, str]], line: tuple[str, ...]
) -> None:
    status, text = run(*line)
    assert status in (0, 2)
    assert text


@pytest.mark.parametrize(
    "line", [("show",), ("show", "--all"), ("show", "--learner", "b1")], ids=" ".join
)
def test_a_gradebook_is_shown(
    run: Callable[..., tuple[int, str]], gradebook: str, line: tuple[str, ...]
) -> None:
    action, *options = line
    status, text = run("gradebook", action, gradebook, *options)
    assert status == 0
    assert LAB in text


@pytest.mark.slow
def test_what_authors_write_is_told(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    folder = str(tmp_path / "班級")
    assert run("labs", "rehearse", "lab03a", "--output", folder, "--learners", "4")[0] == 0
    notebook = str(tmp_path / "實作.ipynb")
    line = ("labs", "notebook", "lab03a", "--output", notebook)
    assert run(*line)[0] == 0
    assert run(*line)[0] == 0, "up to date"


# What a model's commands write differs little: one encoding that lacks half of it is enough.
@pytest.mark.slow
@pytest.mark.parametrize("run", [("cp950", "zh-Hant")], indirect=True)
def test_training_and_what_follows_it_is_told(
    run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "比較"
    model = str(folder / "dense.keras")

    def succeed(*line: str) -> None:
        status, text = run(*line)
        assert status == 0, text

    succeed("compare", "--epochs", "1", "--output", str(folder))
    succeed("calibrate", model, "--dataset", "digits")
    succeed("predict", model, *map(str, folder.glob("*.png")))
    succeed("explore", model, "--dataset", "digits", "--output", str(folder / "網頁.html"))
