"""Code as a sequence of tokens that does not depend on names, comments, layout or literals."""

from __future__ import annotations

import builtins
import keyword
import re
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fundamentals.lab_form import LabForm
from fundamentals.sandbox import SourceError, read_sources

# Longer than any lab; the rest is not compared.
_MOST_CHARACTERS = 200_000

# Not Python's own tokenizer, which stops at the first error and differs between versions.
# A string that nobody closes ends with its line or the text, so that no part is read twice.
_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<string> (?i:[rbfu]{0,2}) (?:
          \"{3} (?:[^\\]|\\.)*? (?:\"{3}|\\?\Z) | '{3} (?:[^\\]|\\.)*? (?:'{3}|\\?\Z)
        | " (?:[^"\\\n]|\\.)* (?:"|(?=\n)|\\?\Z) | ' (?:[^'\\\n]|\\.)* (?:'|(?=\n)|\\?\Z)
      ) )
    | (?P<number> (?:\d[\w.]*|\.\d\w*) (?:(?<=[eE])[+-]\d+)? )
    | (?P<name> [^\W\d]\w* )
    | (?P<operator> \*\*=? | //=? | -> | := | <<=? | >>=? | [=!<>+\-*/%&|^@]= | [^\s\w] )
    """,
    re.VERBOSE | re.DOTALL,
)
_REST_IS_BLANK = re.compile(r"[^\S\n]*(?:\n|\Z)")
_KNOWN_NAMES = frozenset(keyword.kwlist) | frozenset(dir(builtins))


@dataclass(frozen=True)
class Code:
    """The code of a submission.

    Attributes:
        text: The original text; for a notebook, its code cells one after the other.
        tokens: uint64 array ``(n,)``: a code per token, the same for all names, numbers or strings.
            Comments and docstrings have none.
        spans: int array ``(n, 2)``: start and end of each token in ``text``.
    """

    text: str
    tokens: NDArray[np.uint64]
    spans: NDArray[np.int64]


def read_code(content: bytes, form: LabForm) -> Code:
    """Return the code in a ``.py`` or ``.ipynb`` file, which need not be valid Python.

    Nothing is run or compiled. A file that is not text, or not a notebook, has no code.
    """
    try:
        sources = read_sources(content, form)
    except SourceError:
        sources = []
    text = "\n\n".join(source.strip("\n") for source in sources)[:_MOST_CHARACTERS]
    tokens: list[int] = []
    spans: list[tuple[int, int]] = []
    before = ""
    for match in _TOKEN.finditer(text):
        kind, value = match.lastgroup, match.group()
        if kind == "comment" or (kind == "string" and _stands_alone(text, match)):
            continue
        tokens.append(_number(_normal(kind, value, after_dot=before == ".")))
        spans.append(match.span())
        before = value
    return Code(text, np.array(tokens, np.uint64), np.array(spans, np.int64).reshape(-1, 2))


def _normal(kind: str | None, value: str, *, after_dot: bool) -> str:
    """Return the code of a token; attributes of modules and arrays keep their names."""
    if kind == "name":
        return value if after_dot or value in _KNOWN_NAMES else "n"
    return {"string": "s", "number": "0"}.get(kind or "", value)


@cache
def _number(token: str) -> int:
    return zlib.crc32(token.encode(errors="replace"))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Return whether a string is alone on its lines, like a docstring."""
    start, end = match.span()
    while start and text[start - 1] != "\n":
        start -= 1
        if not text[start].isspace():
            return False
    return _REST_IS_BLANK.match(text, end) is not None
