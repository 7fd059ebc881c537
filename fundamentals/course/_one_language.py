"""What learners read is in one language: the other one's strings, comments and sentences go.

A solution holds both. Of ``Text("blur", "模糊化")`` one string remains; ``lab.say("sum: {total}",
"總和：{total}", total=np.sum(image))`` becomes ``print(f"sum: {np.sum(image)}")``.
"""

from __future__ import annotations

import ast
import io
import itertools
import json
import re
import string
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from fundamentals.course._docstrings import IDEOGRAPH, docstring_in, missing_translation, width
from fundamentals.language import LANGUAGES

_WIDTH = 100
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_IMPORT = "from fundamentals.language import Text\n"
# Its answer, and which of a lab's files it takes, depend on the language.
_COMMAND = re.compile(r"(\bfundamentals (?:check|hint) [\w. -]*[\w.])")
# Where a line of text may be broken.
_PIECE = re.compile(
    r"(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^{} ]| (?=%))*?(?: (?!%)|[，；：、。])|.+$", re.DOTALL
)


_Values = dict[str | None, str]


@dataclass(frozen=True)
class _Replacement:
    """Bytes to replace."""

    start: int
    end: int
    text: str


def one_language(source: str, language: str) -> str:
    """Return a lab's source with the strings, comments and docstrings of one language.

    Args:
        source: Python that can be parsed; prose in both languages, code and cells as they are.
        language: "en" or "zh-Hant".
    """
    content = source.encode()
    edits = sorted(_edits(source, language), key=lambda edit: (edit.start, -edit.end))
    parts: list[bytes] = []
    done = 0
    for edit in edits:
        # An edit inside another one is part of it.
        if edit.start >= done:
            parts += [content[done : edit.start], edit.text.encode()]
            done = edit.end
    result = b"".join([*parts, content[done:]]).decode()
    if language != LANGUAGES[0]:
        result = _COMMAND.sub(rf"\1 --language {language}", result)
    names = {node.id for node in ast.walk(ast.parse(result)) if isinstance(node, ast.Name)}
    return result if "Text" in names else result.replace(_IMPORT, "", 1)


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Yield line number and text of comments and docstrings that are in English alone."""
    for comment in _comments(source):
        if not any(IDEOGRAPH.search(line) for line in comment.lines):
            yield comment.first, comment.lines[0].strip()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        behind_code = token.line[: token.start[1]].strip()
        if token.type == tokenize.COMMENT and behind_code and not IDEOGRAPH.search(token.string):
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        docstring = ast.get_docstring(node) if isinstance(node, _DOCUMENTED) else None
        if docstring and (missing := missing_translation(docstring)):
            yield getattr(node, "lineno", 1), missing


def _edits(source: str, language: str) -> Iterator[_Replacement]:
    starts = [0, *itertools.accumulate(len(line.encode()) for line in io.StringIO(source))]

    def span(node: ast.expr | ast.stmt) -> tuple[int, int]:
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return starts[node.lineno - 1] + node.col_offset, end

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, _DOCUMENTED) and (docstring := ast.get_docstring(node)):
            literal = node.body[0]
            yield _Replacement(
                *span(literal), docstring_in(docstring, language, literal.col_offset)
            )
        if isinstance(node, ast.Call) and (texts := _both(node, "say")):
            yield _Replacement(
                *span(node),
                _print_call(texts[language], _values(node, language, source), node.col_offset),
            )
        elif isinstance(node, ast.Call) and (texts := _formatted(node)):
            yield _Replacement(
                *span(node), _formatted_literal(texts[language], _values(node, language, source))
            )
        elif isinstance(node, ast.Call) and (literals := _literals(node)):
            yield _Replacement(
                *span(node), ast.get_source_segment(source, literals[language]) or ""
            )
    for comment in _comments(source):
        if any(IDEOGRAPH.search(line) for line in comment.lines):
            for number, line in enumerate(comment.lines, start=comment.first):
                if bool(IDEOGRAPH.search(line)) != (language == "zh-Hant"):
                    yield _Replacement(starts[number - 1], starts[number], "")


def _both(call: ast.Call, name: str) -> dict[str, str] | None:
    """Return the texts of a call of ``name`` in each language; None if it is another call."""
    function = call.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    if called != name or len(texts) != len(LANGUAGES) or len(call.args) != len(LANGUAGES):
        return None
    return {language: str(text) for language, text in zip(LANGUAGES, texts, strict=True)}


def _formatted(call: ast.Call) -> dict[str, str] | None:
    """Return the texts of ``Text("...", "...").format(...)``; None if it is another call."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr != "format":
        return None
    return _both(function.value, "Text") if isinstance(function.value, ast.Call) else None


def _literals(call: ast.Call) -> dict[str, ast.expr] | None:
    """Return the texts of ``Text(...)``, f-strings too; None if it is another call."""
    if getattr(call.func, "id", "") != "Text" or len(call.args) != len(LANGUAGES):
        return None
    if not all(isinstance(arg, ast.Constant | ast.JoinedStr) for arg in call.args):
        return None
    return dict(zip(LANGUAGES, call.args, strict=True))


class _InLanguage(ast.NodeTransformer):
    """Replaces texts in both languages inside an expression."""

    def __init__(self, language: str) -> None:
        self._language = language

    def visit_Call(self, node: ast.Call) -> ast.expr:
        literals = _literals(node)
        if literals is None:
            self.generic_visit(node)
            return node
        return literals[self._language]


def _print_call(text: str, values: _Values, indent: int) -> str:
    """Return ``print(f"...")`` with the fields of ``text`` filled in."""
    line = f"print({_formatted_literal(text, values)})"
    if indent + width(line) <= _WIDTH:
        return line
    margin = " " * (indent + 4)
    room = _WIDTH - len(margin) - len('f""')
    pieces = [
        f"{margin}{'f' if '{' in piece else ''}{_literal(piece)}"
        for piece in _broken("".join(_filled(text, values)), room)
    ]
    return "\n".join(["print(", *pieces, f"{' ' * indent})"])


def _formatted_literal(text: str, values: _Values) -> str:
    """Return ``f"..."`` with the fields of ``text`` filled in."""
    return f"{'f' if values else ''}{_literal(''.join(_filled(text, values)))}"


def _values(call: ast.Call, language: str, source: str) -> _Values:
    """Return the source of each named argument; None stands for ``**more``."""
    return {keyword.arg: _expression(keyword.value, language, source) for keyword in call.keywords}


def _expression(value: ast.expr, language: str, source: str) -> str:
    """Return an expression as it can stand in an f-string: single quotes, on one line."""
    written = ast.get_source_segment(source, value) or ""
    if not re.search(r"['\\\n]|\bText\(", written):
        return written.replace('"', "'")
    return ast.unparse(_InLanguage(language).visit(value))


def _filled(text: str, values: _Values) -> Iterator[str]:
    for literal, name, spec, conversion in string.Formatter().parse(text):
        yield literal.replace("{", "{{").replace("}", "}}")
        if name is not None:
            # ``**numbers`` has no name.
            value = values.get(name) or f"{values[None]}[{name!r}]"
            # A brace at its beginning would be an escaped one.
            value = f" {value}" if value.startswith("{") else value
            shown = f"!{conversion}" if conversion else ""
            yield f"{{{value}{shown}{f':{spec}' if spec else ''}}}"


def _broken(text: str, room: int) -> Iterator[str]:
    """Yield ``text`` in pieces of at most ``room`` columns, each broken behind a space."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and width(line + piece) > room:
            yield line
            line = ""
        line += piece
    yield line


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class _Comment:
    """Lines of comment, one below the other, alone on their lines."""

    first: int
    lines: list[str]


def _comments(source: str) -> Iterator[_Comment]:
    """Yield the comments in code; a percent-format cell of prose is no comment."""
    lines = source.split("\n")
    prose = _prose_lines(lines)
    numbers = [
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
        and token.line[: token.start[1]].strip() == ""
        and not token.string.startswith(("# %%", "# BEGIN SOLUTION", "# END SOLUTION"))
        and token.start[0] not in prose
    ]
    for _, run in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        block = [number for _, number in run]
        yield _Comment(block[0], [lines[number - 1] for number in block])


def _prose_lines(lines: list[str]) -> set[int]:
    prose: set[int] = set()
    inside = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("# %%"):
            inside = "[markdown]" in line
        if inside:
            prose.add(number)
    return prose
