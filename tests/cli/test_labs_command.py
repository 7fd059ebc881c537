"""``fundamentals labs``: what each action prints and returns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fundamentals.cli import main
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the course, as the current folder."""
    for folder in ("labs", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return main(["labs", *arguments])


@pytest.mark.parametrize(
    ("language", "heading", "title"),
    [("en", "minutes", "Convolution by hand"), ("zh-Hant", "分鐘", "親手做卷積")],
)
def test_list_shows_every_lab(
    checkout: Path, capsys: pytest.CaptureFixture[str], language: str, heading: str, title: str
) -> None:
    assert run("list", "--language", language) == 0
    shown = capsys.readouterr().out
    assert heading in shown.splitlines()[0]
    assert title in shown
    # A long title goes on in the next line, below itself.
    rows = [line for line in shown.splitlines()[1:] if not line.startswith(" ")]
    assert [row.split()[0] for row in rows] == [lab.id for lab in find_course().labs]


@pytest.mark.slow
def test_build_says_what_it_wrote_and_where_the_old_content_is(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build") == 0
    assert capsys.readouterr().out == "every lab is up to date\n"
    Path("labs", "lab02_dense.py").write_text("mine")
    assert run("build") == 0
    wrote, saved = capsys.readouterr().out.splitlines()
    assert wrote == f"wrote {Path('labs', 'lab02_dense.py')}"
    backup = saved.removeprefix("  the previous content is now in ")
    assert Path(backup).read_text() == "mine"
    assert backup.startswith(str(Path("output", "backups")))


def test_reset_restores_one_lab_only(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handed_out = Path("labs", "lab02_dense.py").read_bytes()
    for name in ("lab02_dense.py", "lab03b_cnn.py"):
        Path("labs", name).write_text("mine")
    assert run("reset", "lab02") == 0
    assert Path("labs", "lab02_dense.py").read_bytes() == handed_out
    assert Path("labs", "lab03b_cnn.py").read_text() == "mine"
    capsys.readouterr()
    assert run("reset", "lab02") == 0
    assert capsys.readouterr().out == "lab02_dense is as it was handed out\n"


def test_reset_of_an_unknown_lab_names_the_nearest(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("reset", "lab2") == 2
    assert capsys.readouterr().err.endswith("To fix: the nearest is lab02_dense\n")


@pytest.mark.parametrize(
    ("options", "path", "content"),
    [
        ((), "lab03a_convolution.ipynb", "Task 3a.1: write the deck"),
        (("--language", "zh-Hant"), "lab03a_convolution.ipynb", "任務 3a.1：把投影片"),
        (("--solution", "--output", "a.ipynb"), "a.ipynb", "BEGIN SOLUTION 3a.1"),
    ],
)
def test_notebook_writes_what_was_asked_for(
    checkout: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    path: str,
    content: str,
) -> None:
    assert run("notebook", "lab03a", *options) == 0
    assert content in Path(path).read_text("utf-8")
    assert path in capsys.readouterr().out
    assert run("notebook", "lab03a", *options) == 0
    assert path in capsys.readouterr().out
    assert not Path("output").exists()


@pytest.mark.parametrize(
    "action",
    [
        (),
        ("list",),
        ("build",),
        ("check",),
        ("reset",),
        ("notebook",),
        ("new",),
        ("bundle",),
        ("handouts",),
        ("rehearse",),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_action_explains_itself_in_both_languages(
    capsys: pytest.CaptureFixture[str], action: tuple[str, ...], language: str
) -> None:
    with pytest.raises(SystemExit, match="0"):
        run(*action, "--help", "--language", language)
    shown = capsys.readouterr().out
    assert any("\u4e00" <= character <= "\u9fff" for character in shown) == (language == "zh-Hant")
    assert max(map(len, shown.splitlines())) <= 90


@pytest.mark.slow
def test_bundle_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "bundle"
    arguments = ("--output", str(folder), "--labs", "lab03a", "--languages", "en")
    assert run("bundle", *arguments) == 0
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert capsys.readouterr().out.endswith(f"bundle: {len(files)} files\n")
    assert [path.name for path in (folder / "labs").glob("*.py")] == ["lab03a_convolution.py"]
    assert run("bundle", "--output", str(folder)) == 2
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.slow
def test_rehearse_says_what_the_class_is_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    assert run("rehearse", "lab03a", "--output", str(folder), "--learners", "20") == 0
    counts = [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]]
    assert sum(map(int, counts)) == 20
    assert len((folder / "roster.csv").read_text("utf-8").splitlines()) == 21
