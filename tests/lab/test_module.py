"""Importing a lab by its path."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from fundamentals.errors import CourseError
from fundamentals.lab import load_module


def test_a_script_is_imported_without_its_main_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "lab01_sums.py"
    path.write_text('value = 3\nif __name__ == "__main__":\n    raise RuntimeError\n')
    module = load_module(path)
    assert module.value == 3
    assert module.__file__ == str(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_notebook_is_imported_without_its_cells_that_do_something(tmp_path: Path) -> None:
    cells = [
        "%pip install x\nimport math\nRATE = 2",
        "def area(r):\n    return RATE * math.pi * r",
        "1 / 0",
    ]
    path = tmp_path / "lab01_sums.ipynb"
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    assert load_module(path).area(1) == pytest.approx(6.283, abs=1e-3)


def test_each_import_is_a_module_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "lab01_sums.py"
    path.write_text("values = []")
    first, second = load_module(path), load_module(path)
    assert first.__name__ != second.__name__
    assert first.values is not second.values
    assert "lab01_sums" not in sys.modules


def test_a_change_within_the_same_second_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "lab.py"
    for value in ("1", "2"):
        path.write_text(f"value = {value}")
        os.utime(path, (0, 0))
        assert load_module(path).value == int(value)


def test_dataclasses_work_in_a_script(tmp_path: Path) -> None:
    path = tmp_path / "lab.py"
    path.write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Point:\n    x: int\n"
    )
    assert dataclasses.asdict(load_module(path).Point(1)) == {"x": 1}


def test_a_script_that_fails_leaves_no_module_behind(tmp_path: Path) -> None:
    path = tmp_path / "broken_lab.py"
    path.write_text("1 / 0")
    with pytest.raises(ZeroDivisionError):
        load_module(path)
    assert not any(name.startswith("broken_lab") for name in sys.modules)


def test_a_missing_script_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"there is no file .*lab09"):
        load_module(tmp_path / "lab09.py")
