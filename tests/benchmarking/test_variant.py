"""Variants of lab 3b's CNN: each changes a few words of the solution and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.benchmarking import BLOCKS, Variant, variant_recipe
from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
SOLUTION = COURSE.lab("lab03b").solution_path.read_text(encoding="utf-8")


def variants() -> list[Variant]:
    ablation, accuracy = (
        load_module(COURSE.root / "benchmarks" / name) for name in ("ablation.py", "accuracy.py")
    )
    wider = accuracy.longer_lesson("((24, True), (40, True))")
    return [*ablation.VARIANTS, accuracy.SMALLER, wider]


@pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.name)
def test_what_it_changes_stands_in_the_solution(variant: Variant) -> None:
    changed = variant.applied(SOLUTION)
    compile(changed, variant.name, "exec")
    assert (changed == SOLUTION) == (variant.changes == ()), (
        "make it differ from the solution, in benchmarks/ or in benchmarking/_variant.py"
    )


def test_a_solution_that_reads_otherwise_is_not_varied_in_silence() -> None:
    variant = Variant("gone", Text("gone", "沒有了"), (("a line that is not there", "x"),))
    with pytest.raises(ValueError, match="gone: 0 times in the solution: a line"):
        variant.applied(SOLUTION)


@pytest.mark.slow
def test_its_recipe_builds_the_varied_network(tmp_path: Path) -> None:
    digits = load_dataset("digits")
    narrow = Variant(
        "narrow", Text("narrow", "窄"), ((BLOCKS, "((4, True), (6, False), (8, True))"),)
    )
    model = variant_recipe(narrow, digits, tmp_path).build(digits.image_shape, digits.num_classes)
    assert [layer.filters for layer in model.layers if hasattr(layer, "filters")] == [4, 6, 8]
