from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.benchmarking import Benchmark, choose, find_benchmarks
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root

LISTING = """
from fundamentals.benchmarking import Benchmark
from fundamentals.language import Text

BENCHMARKS = tuple(
    Benchmark(name, Text("title", "標題"), 1, lambda run: ()) for name in {names}
)
"""


def listing(*names: str) -> str:
    return LISTING.format(names=names)


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a course's benchmarks, that course being the current folder."""
    (tmp_path / "solutions").mkdir()
    shutil.copy(ROOT / "solutions" / "course.toml", tmp_path / "solutions")
    (tmp_path / "benchmarks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "benchmarks"


def named(*names: str) -> list[Benchmark]:
    return [Benchmark(name, Text("title", "標題"), 1, lambda run: ()) for name in names]


def test_every_script_with_a_list_is_found_and_no_other_is_run(scripts: Path) -> None:
    (scripts / "second.py").write_text(listing("c"), encoding="utf-8")
    (scripts / "first.py").write_text(listing("a", "b"), encoding="utf-8")
    (scripts / "pictures.py").write_text("raise RuntimeError", encoding="utf-8")
    assert [benchmark.name for benchmark in find_benchmarks()] == ["a", "b", "c"]
    assert [benchmark.name for benchmark in find_benchmarks(scripts / "second.py")] == ["c"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import keras", "no benchmark in .*script.py\n  Expected: a script with a tuple BENCH"),
        ("BENCHMARKS = 1 / 0", "script.py cannot be imported: ZeroDivisionError: division by zero"),
        (listing("same", "same"), "two benchmarks have the name same"),
    ],
    ids=["lists nothing", "broken", "same name twice"],
)
def test_what_is_wrong_with_a_script_is_explained(scripts: Path, text: str, message: str) -> None:
    script = scripts / "script.py"
    script.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=message):
        find_benchmarks(script)


def test_they_are_chosen_by_name_each_once_and_all_without_names() -> None:
    benchmarks = named("a", "b", "c")
    assert [benchmark.name for benchmark in choose(benchmarks, ["c", "a", "c"])] == ["c", "a"]
    assert choose(benchmarks, []) == tuple(benchmarks)


def test_of_an_unknown_name_the_nearest_is_told() -> None:
    with pytest.raises(CourseError, match=r"the name 'sings'\n.*digits, signs\n.*nearest is signs"):
        choose(named("digits", "signs"), ["sings"])


@pytest.mark.slow
def test_listing_the_course_s_own_needs_no_tensorflow() -> None:
    code = (
        "import sys; from fundamentals.benchmarking import find_benchmarks;"
        "print(len(find_benchmarks()));"
        "print({'tensorflow', 'keras', 'playwright', 'nbclient'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, imported = done.stdout.split()
    assert int(count) >= 10
    assert imported == "set()"
