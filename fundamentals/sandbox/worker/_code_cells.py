"""The code of a submission: from the bytes of a ``.py`` or ``.ipynb`` file to cells of Python."""

from __future__ import annotations

import codecs
import io
import json
import re
import tokenize
from dataclasses import dataclass

from fundamentals.lab_form import LabForm
from fundamentals.sandbox.worker._magics import to_python
from fundamentals.sandbox.worker._ungraded import is_ungraded, without_ungraded

_BYTE_ORDER_MARKS = {
    # UTF-32's mark begins with UTF-16's, so it is looked for first.
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

# Python has other codecs, too: punycode takes minutes, "undefined" always fails, and others escape.
_CHARACTER_SET = re.compile(
    r"utf-8(-sig)?|utf-(16|32)(-[lb]e)?|ascii|(cp|iso8859-|mac-|koi8-)\w+|big5\w*|gb\w+|hz"
    r"|euc_\w+|shift_jis\w*|iso2022_\w+|johab|tis-620|ptcp154|hp-roman8|latin-1"
)


class SourceError(Exception):
    """The file is not text, or not a notebook."""


@dataclass(frozen=True)
class CodeCell:
    """Python source.

    Attributes:
        number: Its number among the notebook's code cells, counted from 1; None for a ``.py`` file.
        source: The code as Python; line numbers are unchanged.
    """

    number: int | None
    source: str


def read_cells(content: bytes, form: LabForm) -> list[CodeCell]:
    """Return the code cells of a notebook, or a ``.py`` file as one cell; see :data:`UNGRADED`.

    Raises:
        SourceError: The bytes are not text, or not a notebook.
    """
    sources = read_sources(content, form)
    if form is LabForm.SCRIPT:
        # A notebook that Colab saves as a script keeps its shell lines.
        return [CodeCell(None, to_python(without_ungraded(source))) for source in sources]
    return [
        CodeCell(number, "" if is_ungraded(source) else to_python(source))
        for number, source in enumerate(sources, start=1)
    ]


def read_sources(content: bytes, form: LabForm) -> list[str]:
    """Return the text of each code cell as written; a ``.py`` file counts as one cell.

    Raises:
        SourceError: The bytes are not text, or not a notebook.
    """
    text = _decode(content)
    return _code_of(text) if form is LabForm.NOTEBOOK else [text]


def _decode(content: bytes) -> str:
    encoding = _encoding(content)
    try:
        return io.StringIO(content.decode(encoding), newline=None).read()
    except UnicodeError as error:
        place = f": byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise SourceError(f"not {encoding} text{place}") from None


def _encoding(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        # Knows UTF-8's mark and the coding comment of a Python file.
        encoding = tokenize.detect_encoding(io.BytesIO(content).readline)[0]
    except SyntaxError as error:
        raise SourceError(str(error)) from None
    if not _CHARACTER_SET.fullmatch(codecs.lookup(encoding).name):
        raise SourceError(f"text in {encoding}, which is not a character set")
    return encoding


def _code_of(text: str) -> list[str]:
    try:
        notebook = json.loads(text)
        # Version 3 of the format keeps its cells in worksheets.
        sheets = notebook.get("worksheets", [notebook])
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        sources = [cell["source"] if "source" in cell else cell["input"] for cell in code]
        return ["".join(source) for source in sources]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"not a notebook: {type(error).__name__}: {error}") from None
