"""What the warm worker imports: little at its start, the rest once a submission needs it.

Nothing may be *used* there, because TensorFlow's threads do not survive a fork.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fundamentals.lab_form import LabForm

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
    b"plotting": ("fundamentals.plotting",),
}
# Drawn in the sandbox, a first plot would look for fonts, and seem to start a process.
_DRAWING = ("matplotlib.pyplot",)
_DRAWS = re.compile(rb"\b(?:plot|animate)_\w+\(")
# What only the main program does: a submission is not.
_OF_MAIN_PROGRAM = re.compile(rb"^if __name__ == .*\n(?:(?:[ \t].*)?\r?\n)*", re.MULTILINE)
_WORDS = re.compile(b"|".join(_BY_WORD))


def mentioned_packages(content: bytes, form: LabForm) -> tuple[str, ...]:
    """Return the packages that a file mentions, so that the worker imports them beforehand.

    This is only a hint. A submission that uses Keras without naming it is loaded again in a process
    with Keras; it imports everything else itself.
    """

    def named() -> Iterator[str]:
        words = set(_WORDS.findall(content))
        for word in words:
            yield from _BY_WORD[word]
        if b"plotting" in words and (
            form is LabForm.NOTEBOOK or _DRAWS.search(_OF_MAIN_PROGRAM.sub(b"", content))
        ):
            yield from _DRAWING

    return tuple(sorted(set(named())))
