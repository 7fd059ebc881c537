"""Proving several labs at once, and skipping unchanged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.cli import main
from fundamentals.course import Proofs, build_labs, new_lab, open_course
from fundamentals.manifest import Course, read_course


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "output" / "proofs.json"


def test_a_lab_is_proven_until_it_changes(course: Course, memory: Path) -> None:
    (lab,) = course.labs
    proofs = Proofs(memory, corpus=False)
    assert not proofs.holds(lab)
    proofs.add(lab)
    assert Proofs(memory, corpus=False).holds(lab)
    (lab.folder / "mistakes.toml").write_text("# a new cause\n", encoding="utf-8")
    assert not proofs.holds(lab)


def test_a_proof_without_the_corpus_is_none_with_it(course: Course, memory: Path) -> None:
    (lab,) = course.labs
    Proofs(memory, corpus=False).add(lab)
    assert not Proofs(memory, corpus=True).holds(lab)


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_a_damaged_memory_means_proving_anew(course: Course, memory: Path, content: str) -> None:
    (lab,) = course.labs
    memory.parent.mkdir()
    memory.write_text(content, encoding="utf-8")
    proofs = Proofs(memory, corpus=False)
    assert not proofs.holds(lab)
    proofs.add(lab)
    assert proofs.holds(lab)


@pytest.mark.slow
def test_only_what_changed_is_proven_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    new_lab(open_course(tmp_path), "lab08_ink")
    new_lab(open_course(tmp_path), "lab09_paper")
    course = read_course(tmp_path)
    build_labs(course)
    monkeypatch.chdir(tmp_path)
    solution = course.labs[1].solution_path
    right = solution.read_text(encoding="utf-8")
    solution.write_text(right.replace("/ 255", "/ 256"), encoding="utf-8")
    assert main(["labs", "check"]) == 1
    assert "the solution fails check 9.1" in capfd.readouterr().err

    solution.write_text(right, encoding="utf-8")
    assert main(["labs", "check"]) == 0
    written = capfd.readouterr().out
    assert "1 lab, 2 tasks" in written
    assert "1 lab has not changed since the last proof" in written
