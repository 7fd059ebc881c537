"""``fundamentals bench``: what it prints, writes and returns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from fundamentals.benchmarking import document_schema
from fundamentals.cli import main
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root

SCRIPT = """
from fundamentals.benchmarking import Benchmark, Figure
from fundamentals.errors import DatasetError
from fundamentals.language import Text


def figure(name, value, **bounds):
    return Figure(name, Text("a figure", "一個數字"), value, "%", **bounds)


def good(run, *, count: int = 1):
    print("measuring")
    (run.output / "curves.png").write_text("new")
    (run.output / "more.png").write_text("new")
    for number in range(count):
        yield figure(f"figure-{number}", 99.5 + run.seed, at_least=99)


def folders(run, *, learn: str = "none", measure: str = "none"):
    yield Figure(f"{learn}-{measure}", Text("both", "兩者"), 1)


def missed(run):
    yield figure("too-small", 98, at_least=99)


def failing(run):
    (run.output / "curves.png").write_text("as far as it came")
    yield figure("before", 1)
    raise RuntimeError("broken")


def without_data(run):
    raise DatasetError(Text("no file", "沒有"), expected=Text("a", "a"), fix=Text("b", "b"))
    yield


def interrupted(run):
    yield figure("before", 1)
    raise KeyboardInterrupt


BENCHMARKS = tuple(
    Benchmark(work.__name__.replace("_", "-"), Text("what it is", "內容"), 2, work)
    for work in (good, missed, failing, without_data, interrupted)
) + (
    Benchmark("folders", Text("f", "f"), 2, folders, arguments=("learn", "measure")),
)
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with six benchmarks, as the current folder."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "benchmarks").mkdir()
    shutil.copy(ROOT / "solutions" / "course.toml", tmp_path / "solutions")
    (tmp_path / "benchmarks" / "all.py").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["what it is", "minutes", "count=1"]), ("zh-Hant", ["內容", "分鐘", "count=1"])],
)
def test_list_shows_name_title_minutes_and_options(
    course: Path, capsys: pytest.CaptureFixture[str], language: str, expected: list[str]
) -> None:
    assert main(["bench", "--list", "--language", language]) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in [*expected, "good", "without-data"])


@pytest.mark.parametrize(
    ("names", "status", "measured"),
    [
        (["good"], 0, ["measured"]),
        (["missed"], 1, ["missed"]),
        (["failing", "without-data", "good"], 1, ["failed", "failed", "measured"]),
        (["good", "interrupted", "missed"], 130, ["measured", "interrupted"]),
    ],
)
def test_the_exit_status_tells_what_became_of_them(
    course: Path, names: list[str], status: int, measured: list[str]
) -> None:
    assert main(["bench", *names]) == status
    written = json.loads(Path("output/bench/figures.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, document_schema())
    assert [entry["status"] for entry in written["benchmarks"]] == measured


def test_the_table_shows_figures_requirements_and_circumstances(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bench", "good", "missed", "failing", "--seed", "0"])
    shown = capsys.readouterr()
    for text in ("99.50 %", "≥ 99.00 % ✓", "≥ 99.00 % ✗", "good: measured", "seed 0", "cores"):
        assert text in shown.out
    for text in ("[1/3] good", "measuring", "figure-0: 99.50 %", "RuntimeError: broken"):
        assert text in shown.err


def test_a_fault_on_purpose_is_told_without_a_traceback(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bench", "without-data"])
    shown = capsys.readouterr().err
    assert "no file\n  Expected: a" in shown
    assert "Traceback" not in shown


def test_json_is_alone_on_standard_output(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "good", "--json", "--seed", "7", "--set", "count=2"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["benchmarks"]
    assert (entry["seed"], entry["options"]) == (7, {"count": 2})
    assert [figure["value"] for figure in entry["figures"]] == [106.5, 106.5]


def test_recorded_figures_join_those_already_there(course: Path) -> None:
    assert main(["bench", "missed", "--record"]) == 1
    assert main(["bench", "good", "failing", "--record"]) == 1
    written = json.loads(Path("docs/figures.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in written["benchmarks"]] == ["good", "missed"]


def test_recording_renews_the_pictures_that_the_docs_show(course: Path) -> None:
    shown = course / "docs" / "pictures"
    shown.mkdir()
    (shown / "curves.png").write_text("old")
    main(["bench", "failing", "--record"])
    assert (shown / "curves.png").read_text() == "old"
    main(["bench", "good"])
    assert (shown / "curves.png").read_text() == "old"
    main(["bench", "good", "--record"])
    assert {path.name: path.read_text() for path in shown.iterdir()} == {"curves.png": "new"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["goood"], "no benchmark has the name 'goood'"),
        (["good", "--set", "seeds=3"], "no option is called 'seeds'"),
        (["missed", "good", "--set", "count=many"], "count=many"),
        (["good", "--output", "solutions/course.toml"], "course.toml"),
        (["good", "--set", "count=2", "--record"], "--record with --set"),
        (["--script", "nowhere.py"], "nowhere.py"),
    ],
)
def test_bad_usage_is_explained(
    course: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["bench", *arguments]) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert "[1/" not in shown


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        (["folders"], ["none-none"]),
        (["folders", "here"], ["here-none"]),
        (["folders", "here", "there"], ["here-there"]),
        (["folders", "here", "there", "missed"], ["here-there", "too-small"]),
        (["missed", "folders", "--set", "learn=here"], ["too-small", "here-none"]),
    ],
)
def test_folders_stand_behind_the_name_of_their_benchmark(
    course: Path, capsys: pytest.CaptureFixture[str], words: list[str], figures: list[str]
) -> None:
    main(["bench", *words, "--json"])
    measured = json.loads(capsys.readouterr().out)["benchmarks"]
    assert [figure["name"] for one in measured for figure in one["figures"]] == figures


def test_a_word_too_many_is_no_benchmark(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "folders", "here", "there", "everywhere"]) == 2
    assert "no benchmark has the name 'everywhere'" in capsys.readouterr().err
