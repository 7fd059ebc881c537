from __future__ import annotations

import ast
from pathlib import Path

import pytest

from fundamentals import plotting

MODULES = sorted(Path(plotting.__file__).parent.glob("*.py"))


def test_public_names_are_sorted_and_are_all_there_is() -> None:
    assert plotting.__all__ == sorted(plotting.__all__)
    public = {name for name in vars(plotting) if not name.startswith("_")}
    assert public == set(plotting.__all__)
    assert {
        "animate_convolution",
        "plot_class_balance",
        "plot_confusion_matrix",
        "plot_convolution",
        "plot_images",
        "plot_learning_curves",
        "plot_mistakes",
    } <= public


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_nothing_opens_a_window(path: Path) -> None:
    calls = [
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert "pyplot.show" not in calls
