"""What the warm worker imports: little when it starts, the rest once a submission needs it.

None may be *used* there: TensorFlow's threads do not survive a fork.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LIGHT = (
    *("numpy", "sandlock", "fundamentals.lab", "fundamentals.datasets"),
    # It tells notebook magics from Python, and learners import its display().
    *("IPython.core.inputtransformer2", "IPython.display"),
)
KERAS = ("keras", "fundamentals.training")
_BY_WORD = {
    b"keras": KERAS,
    b"tensorflow": KERAS,
    b"scipy": ("scipy.signal", "scipy.ndimage"),
    b"pandas": ("pandas",),
    b"matplotlib": ("matplotlib.pyplot",),
    b"plotting": ("matplotlib.pyplot", "fundamentals.plotting"),
}
_WORDS = re.compile(b"|".join(_BY_WORD))


def mentioned_packages(content: bytes) -> tuple[str, ...]:
    """Return what a file mentions: imported once in the worker, it costs no submission time.

    A hint only. A submission that uses Keras without naming it is loaded again, in a process that
    has Keras; whatever else it imports, it imports itself.
    """

    def named() -> Iterator[str]:
        for word in set(_WORDS.findall(content)):
            yield from _BY_WORD[word]

    return tuple(sorted(set(named())))
