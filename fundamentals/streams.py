"""Standard output that can always be written, whatever its encoding."""

from __future__ import annotations

import codecs
import contextlib
import io
import sys
import unicodedata
from collections.abc import Iterator

__all__ = ["encodable_streams", "make_streams_encodable"]

_HANDLER = "fundamentals-substitute"
# Characters of our output that a Windows code page may lack.
_SUBSTITUTES = str.maketrans(
    {
        **{"✓": "+", "✗": "x", "█": "#", "░": ".", "▏": "|", "━": "-", "─": "-", "│": "|"},
        **{"–": "-", "—": "-", "−": "-", "×": "x", "·": ".", "•": "*", "…": "...", "→": "->"},
        **{"≥": ">=", "≤": "<=", "±": "+/-", "\u2018": "'", "\u2019": "'"},
        **{"\u201c": '"', "\u201d": '"', "\u00a0": " "},
    }
)


def make_streams_encodable() -> list[tuple[io.TextIOWrapper, str]]:
    """Let both standard streams replace what their encoding lacks.

    Redirected on Windows, they have the code page of the system: cp950, cp1252, ...

    Returns:
        The streams, each with its earlier way to treat such characters.
    """
    codecs.register_error(_HANDLER, _substitute)
    changed = [
        (stream, stream.errors or "strict")
        for stream in (sys.stdout, sys.stderr)
        if isinstance(stream, io.TextIOWrapper)
    ]
    for stream, _ in changed:
        stream.reconfigure(errors=_HANDLER)
    return changed


@contextlib.contextmanager
def encodable_streams() -> Iterator[None]:
    """As :func:`make_streams_encodable`, inside the ``with`` block only."""
    changed = make_streams_encodable()
    try:
        yield
    finally:
        for stream, errors in changed:
            # A reader that went away is told when the program ends.
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors=errors)


def _substitute(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lost = error.object[error.start : error.end].translate(_SUBSTITUTES)
    # "é" becomes "e"; an ideograph becomes "?".
    plain = (_plain(character) for character in lost)
    return "".join(plain), error.end


def _plain(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    return decomposed.encode("ascii", "ignore").decode() or "?"
