"""What the deck calls its kernels.

They are apart from the kernels because a lab draws its learner's own under these titles: a
submission in the sandbox imports this package, never ``fundamentals.convolution``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fundamentals.language import Text

KERNEL_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "identity": Text("original", "原始圖像"),
        "blur": Text("blur", "模糊化"),
        "sharpen": Text("sharpen", "銳化"),
        "brighten": Text("brighten", "調亮"),
        "darken": Text("darken", "調暗"),
        "vertical_edges": Text("vertical edges", "垂直邊緣"),
        "horizontal_edges": Text("horizontal edges", "水平邊緣"),
    }
)
"""The title of each of the deck's kernels, by its name in ``fundamentals.convolution.KERNELS``."""
