"""How far the hints of a task have come is kept per folder, and in memory where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.files import whole_file
from fundamentals.lab import next_hint
from fundamentals.manifest import Lab, find_course

LAB = find_course().lab("lab03a")
TASK = LAB.task("3a.2")


def step(folder: Path, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(Lab, "progress_folder", property(lambda _: folder))
    return next_hint(LAB, TASK).en.split("\n")[0]


def test_each_folder_has_steps_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert step(tmp_path / "mine", monkeypatch).endswith("Hint 1 of 3")
    assert step(tmp_path / "mine", monkeypatch).endswith("Hint 2 of 3")
    assert step(tmp_path / "yours", monkeypatch).endswith("Hint 1 of 3")


def test_a_step_taken_by_another_process_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert step(tmp_path, monkeypatch).endswith("Hint 1 of 3")
    with whole_file(tmp_path / "hints.json") as incomplete:
        incomplete.write_text('{"3a.2": 2}', encoding="utf-8")
    assert step(tmp_path, monkeypatch).endswith("Hint 3 of 3")


def test_where_nothing_can_be_written_the_steps_are_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "progress"
    assert step(folder, monkeypatch).endswith("Hint 1 of 3")
    assert step(folder, monkeypatch).endswith("Hint 2 of 3")
