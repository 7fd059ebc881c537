"""Building, resetting and checking labs: exact bytes, and no lost work."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.course import build_labs, check_labs, reset_lab
from fundamentals.errors import CourseError, OutputError
from fundamentals.manifest import Course

ENGLISH = '''\
# %% [markdown] lang="en"
# # Sums

# %%
from fundamentals.lab import start_lab


# %%
def add(a, b):
    """Add."""
    raise NotImplementedError("Task 1.1: add two numbers")


# %% [markdown] lang="en"
# Now twice.


# %%
def double(a):
    """Double."""
    raise NotImplementedError("Task 1.2: what \\"twice\\" means")


# %%
if __name__ == "__main__":
    lab = start_lab("lab01_sums")
    print(add(1, 2))
    print(double(4))
'''

CHINESE = '''\
# %% [markdown] lang="zh-Hant"
# # 加法

# %%
from fundamentals.lab import start_lab


# %%
def add(a, b):
    """相加。"""
    raise NotImplementedError("任務 1.1：兩數相加")


# %% [markdown] lang="zh-Hant"
# 接著加倍。


# %%
def double(a):
    """加倍。"""
    raise NotImplementedError("任務 1.2：加倍")


# %%
if __name__ == "__main__":
    lab = start_lab("lab01_sums")
    print(add(1, 2))
    print(double(4))
'''


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_build_writes_each_lab_and_the_map_in_each_language(course: Course) -> None:
    (lab,) = course.labs
    assert [file.path for file in build_labs(course)] == [
        lab.lab_path(),
        lab.lab_path("zh-Hant"),
        course.map_path(),
        course.map_path("zh-Hant"),
    ]
    assert lab.lab_path().read_bytes().decode() == ENGLISH
    assert lab.lab_path("zh-Hant").read_bytes().decode() == CHINESE
    assert files_under(course.root) == {
        "labs/README.md",
        "labs/lab01_sums.py",
        "labs/zh_hant/README.md",
        "labs/zh_hant/lab01_sums.py",
        "solutions/course.toml",
        "solutions/lab01_sums/lab.toml",
        "solutions/lab01_sums/solution.py",
    }


def test_windows_line_endings_and_odd_characters_are_copied_byte_for_byte(course: Course) -> None:
    (lab,) = course.labs
    text = lab.solution_path.read_text("utf-8").replace("相加。", "相加\u2028\x0c。")
    lab.solution_path.write_bytes(text.replace("\n", "\r\n").encode())
    build_labs(course)
    expected = ENGLISH.replace("相加。", "相加\u2028\x0c。").replace("\n", "\r\n")
    assert lab.lab_path().read_bytes() == expected.encode()


def test_chinese_docstrings_call_an_example_an_example(course: Course) -> None:
    path = course.labs[0].solution_path
    source = path.read_text(encoding="utf-8")
    docstring = '''"""Add. 相加。

    Off by at most 3 degrees, a zoom of 0.05. 最多差 3 度、
    0.05 倍。

    Args:
        a: array ``(n, 2)``, such as ``[[1, 2]]``. 陣列。
        b: a number. 數。
    """'''
    assert '"""Add.' in source
    start = source.index('"""Add.')
    end = source.index('"""', start + 3) + 3
    path.write_text(source[:start] + docstring + source[end:], encoding="utf-8")
    build_labs(course)
    chinese = course.labs[0].lab_path("zh-Hant").read_text(encoding="utf-8")
    assert "a: 陣列（``(n, 2)``，例如 ``[[1, 2]]``）。" in chinese
    assert "最多差 3 度、0.05 倍。" in chinese


def test_a_second_build_changes_nothing(course: Course) -> None:
    build_labs(course)
    assert build_labs(course) == []
    assert not (course.root / "output").exists()


def test_nothing_is_written_while_a_solution_is_malformed(course: Course) -> None:
    path = course.labs[0].solution_path
    path.write_text(path.read_text("utf-8").replace("SOLUTION 1.2", "SOLUTION 1.7"), "utf-8")
    with pytest.raises(CourseError, match=r"no task 1\.7"):
        build_labs(course)
    assert files_under(course.root / "labs") == set()


@pytest.mark.parametrize("restore", ["build", "reset"])
def test_what_a_learner_wrote_is_saved_before_the_lab_is_restored(
    course: Course, restore: str
) -> None:
    build_labs(course)
    (lab,) = course.labs
    work = "my work, 我的作業\r\n".encode()
    for _ in range(2):
        lab.lab_path("zh-Hant").write_bytes(work)
        (written,) = build_labs(course) if restore == "build" else reset_lab(lab)
        assert written.path == lab.lab_path("zh-Hant")
        assert written.backup is not None
        assert written.backup.read_bytes() == work
        assert lab.lab_path("zh-Hant").read_text("utf-8") == CHINESE
    backups = files_under(course.root / "output" / "backups")
    assert {Path(*Path(name).parts[1:]) for name in backups} == {Path("labs/zh_hant/lab01_sums.py")}
    assert len(backups) == 2


def test_a_folder_that_cannot_be_written_is_an_error_without_debris(course: Course) -> None:
    (course.root / "labs" / "zh_hant").write_text("a file where the folder should be")
    with pytest.raises(CourseError, match=r"zh_hant.*[\s\S]*a file that can be written"):
        build_labs(course)
    assert files_under(course.root / "labs") == {"lab01_sums.py", "zh_hant"}


def test_a_write_that_fails_leaves_the_file_as_it_was(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: Path, target: Path) -> None:
        raise OSError("no space left on device")

    path = course.labs[0].lab_path()
    path.write_text("mine")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match=r"lab01_sums\.py cannot be written: no space left"):
        build_labs(course)
    assert path.read_text() == "mine"
    assert files_under(course.root / "labs") == {"lab01_sums.py"}


def test_check_finds_nothing_wrong_with_what_was_built(course: Course) -> None:
    build_labs(course)
    cache = course.root / "solutions" / "__pycache__"
    cache.mkdir()
    (cache / "lab01_sums.cpython-311.pyc").touch()
    (course.root / "labs" / ".DS_Store").touch()
    assert check_labs(course) == []


def test_check_shows_the_difference_of_an_edited_lab(course: Course) -> None:
    build_labs(course)
    path = course.labs[0].lab_path()
    path.write_text(ENGLISH.replace("# Now twice.", "# Now thrice."), "utf-8")
    (problem,) = check_labs(course)
    assert str(problem).startswith("labs/lab01_sums.py is not what its solution builds:\n")
    assert "\n-# Now twice.\n+# Now thrice.\n" in str(problem)


def test_check_sees_a_difference_in_line_endings_alone(course: Course) -> None:
    build_labs(course)
    course.labs[0].lab_path().write_bytes(ENGLISH.replace("\n", "\r\n").encode())
    assert len(check_labs(course)) == 1


def test_check_names_missing_and_stray_files(course: Course) -> None:
    build_labs(course)
    course.labs[0].lab_path().unlink()
    (course.root / "labs" / "zh_hant" / "lab99_old.py").touch()
    (course.root / "solutions" / "scratch.py").touch()
    assert [str(problem) for problem in check_labs(course)] == [
        "labs/lab01_sums.py is missing",
        "labs/zh_hant/lab99_old.py belongs to no lab",
        "solutions/scratch.py belongs to no lab",
    ]
