"""A neuron, dropped units and layers as the slides draw them."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from fundamentals.plotting import plot_dropped_units, plot_layers, plot_neuron


def test_a_neuron_has_one_weight_per_pixel() -> None:
    ax = plot_neuron()
    assert sum(isinstance(patch, Circle) for patch in ax.patches) == 10
    texts = {text.get_text() for text in ax.texts}
    assert {f"$W_{{{number}}}$" for number in range(1, 10)} | {"Σ", "bias", "ReLU"} <= texts


def test_a_dropped_unit_is_crossed_out_and_loses_its_links() -> None:
    mask = np.array([[1, 1], [1, 0]])
    ax = plot_dropped_units({"rate 0": np.ones((2, 2)), "rate .25": mask})
    assert sum(isinstance(patch, Circle) for patch in ax.patches) == 8
    links, strokes = 4 + 2, 2
    assert len(ax.lines) == links + strokes


def test_layers_stand_in_a_row_with_their_shapes_and_skips() -> None:
    ax = plot_layers([("image", "28×28"), ("dense", "512"), ("dense", "10")], skips=[(0, 2)])
    assert sum(isinstance(patch, FancyBboxPatch) for patch in ax.patches) == 3
    assert sum(isinstance(patch, FancyArrowPatch) for patch in ax.patches) == 2 + 1
    assert [text.get_text() for text in ax.texts][1::2] == ["28×28", "512", "10"]
