"""The page's colors are those of the labs' pictures."""

from __future__ import annotations

import re
from importlib import resources

import matplotlib
import numpy as np
import pytest


@pytest.mark.parametrize(("constant", "name"), [("VIRIDIS", "viridis"), ("INFERNO", "inferno")])
def test_a_scale_is_that_of_matplotlib(constant: str, name: str) -> None:
    """`plotting` draws Grad-CAM in inferno and feature maps in viridis."""
    source = (resources.files("fundamentals.explorer") / "page" / "colors.js").read_text("utf-8")
    (literal,) = re.findall(rf"const {constant} = scaleOf\((.*?)\);", source, re.DOTALL)
    colors = [
        [int(color[at : at + 2], 16) for at in (0, 2, 4)]
        for color in re.findall(r"[0-9a-f]{6}", literal)
    ]
    places = np.linspace(0, 255, len(colors))
    drawn = [np.interp(np.arange(256), places, channel) for channel in np.transpose(colors)]
    expected = 255 * matplotlib.colormaps[name](np.arange(256))[:, :3]
    # A step that nobody sees: of 256.
    np.testing.assert_allclose(np.transpose(drawn), expected, atol=7)
