"""What a class is graded with is drawn once, recorded, and kept."""

from __future__ import annotations

from pathlib import Path

from fundamentals.classroom.gradebook import Gradebook
from fundamentals.grading import load_rubric
from fundamentals.manifest import find_course


def test_a_seed_is_drawn_once_and_kept(tmp_path: Path) -> None:
    seeds = set()
    for name in ("a.db", "b.db"):
        for lab in ("lab03a_convolution", "lab03b_cnn"):
            for _ in range(2):
                with Gradebook.open(tmp_path / name, create=True) as gradebook:
                    seeds.add(gradebook.seed(lab, None))
    assert len(seeds) == 4
    assert min(seeds) > 0


def test_a_given_seed_counts_and_one_that_was_graded_with_is_kept(tmp_path: Path) -> None:
    rubric = load_rubric(find_course().lab("lab03a"))
    with Gradebook.open(tmp_path / "class.db", create=True) as gradebook:
        gradebook.pending(rubric, seed=gradebook.seed(rubric.lab.id, 0))
        assert gradebook.seed(rubric.lab.id, None) == 0
        assert gradebook.seed(rubric.lab.id, 7) == 7
