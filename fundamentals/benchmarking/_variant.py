"""The CNN of lab 3b with a few words of its solution replaced."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fundamentals.comparison import Recipe, load_recipes
from fundamentals.datasets import ImageDataset
from fundamentals.language import Text
from fundamentals.manifest import find_course

ALTERATION = "augment(images, seed, brightness=0.1, contrast=0.2)"
BLOCKS = "((16, True), (24, False), (24, True), (40, False), (40, True))"
LOSS = 'loss="sparse_categorical_crossentropy"'
SMOOTHED_LOSS = """loss=lambda labels, probabilities: keras.losses.categorical_crossentropy(
            keras.ops.one_hot(labels, probabilities.shape[-1]),
            probabilities,
            label_smoothing=0.1,
        )"""


@dataclass(frozen=True)
class Variant:
    """The solution of lab 3b with something changed.

    Attributes:
        name: Name of its figures.
        title: What is changed.
        changes: Texts that occur once in the solution, with their replacements.
    """

    name: str
    title: Text
    changes: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.name

    def applied(self, source: str) -> str:
        """Return the changed source.

        Raises:
            ValueError: The solution no longer reads as this variant expects.
        """
        for old, new in self.changes:
            if source.count(old) != 1:
                raise ValueError(
                    f"{self.name}: {source.count(old)} times in the solution: {old}; "
                    "give the text that lab 3b's solution.py has now, once"
                )
            source = source.replace(old, new)
        return source


def variant_recipe(variant: Variant, dataset: ImageDataset, folder: Path) -> Recipe:
    """Return how the variant's network is built and trained for a dataset.

    Args:
        variant: What is changed.
        dataset: The images.
        folder: Created if necessary; the changed solution is written there.

    Raises:
        ValueError: The solution no longer reads as the variant expects.
    """
    course = find_course()
    folder.mkdir(parents=True, exist_ok=True)
    for lab in map(course.lab, ("lab02", "lab03b")):
        source = lab.solution_path.read_text(encoding="utf-8")
        text = variant.applied(source) if lab.id.startswith("lab03b") else source
        (folder / f"{lab.id}.py").write_text(text, encoding="utf-8")
    _, recipe = load_recipes(folder, dataset)
    return recipe
