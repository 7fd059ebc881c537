"""The page's colors are those of the labs' pictures."""

from __future__ import annotations

import re
from importlib import resources

import matplotlib
import numpy as np
import pytest

from fundamentals.plotting._style import HEAT, RESPONSE


@pytest.mark.parametrize("name", [HEAT, RESPONSE])
def test_a_scale_is_that_of_the_plots(name: str) -> None:
    constant = name.upper()
    source = (resources.files("fundamentals.explorer") / "page" / "colors.js").read_text("utf-8")
    found = re.search(rf"const {constant} = scaleOf\((.*?)\);", source, re.DOTALL)
    assert found is not None, f"explorer/page/colors.js lacks {constant}, which the plots use"
    colors = [
        [int(color[at : at + 2], 16) for at in (0, 2, 4)]
        for color in re.findall(r"[0-9a-f]{6}", found[1])
    ]
    places = np.linspace(0, 255, len(colors))
    drawn = [np.interp(np.arange(256), places, channel) for channel in np.transpose(colors)]
    expected = 255 * matplotlib.colormaps[name](np.arange(256))[:, :3]
    # A step that nobody sees: of 256.
    np.testing.assert_allclose(np.transpose(drawn), expected, atol=7)
