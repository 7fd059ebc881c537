"""Docstrings of solutions hold English and Chinese; learners read one of them.

In every paragraph and item, English sentences come first. An item's Chinese need not repeat the
code in its English: what it leaves out, especially shapes, is added in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

IDEOGRAPH = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_PUNCTUATION = "[、。，：；）」]"
_CLAUSE = re.compile(r"(?:``[^`]*``|[^，；：。])+")
_ITEM = re.compile(r"(\*{0,2}\w+): (.*)", re.DOTALL)
_CODE = re.compile(r'``[^`]+``|"[^"]*"|\b(?:uint8|float32)\b|\b\d+–\d+\b')
# What may not be broken: code, a word, a Chinese character with the punctuation behind it.
_UNIT = re.compile(
    r"\d+ %[\u3001\uff0c-\uff1b]*"
    r"|(?:``[^`]*``|[!-~\u00a0-\u2fff]|\([^()\s]*\))+[\u3000-\u303f\uff00-\uffef]*"
    r"|[（「][^\s]|.[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff09\u300d]*"
)
_SECTIONS = {"Args": "參數", "Returns": "傳回", "Raises": "引發", "Attributes": "屬性"}
_WIDTH = 100


def docstring_in(docstring: str, language: str, indent: int) -> str:
    """Return a docstring's literal in one language.

    Args:
        docstring: As :func:`ast.get_docstring` gives it.
        language: "en" or "zh-Hant".
        indent: Spaces before the literal.
    """
    blocks = list(_blocks(docstring, language, indent))
    single = f'"""{blocks[0]}"""' if blocks else '""""""'
    if len(blocks) == 1 and "\n" not in single and indent + width(single) <= _WIDTH:
        return single
    margin = " " * indent
    lines = "\n\n".join(blocks).split("\n")
    body = "\n".join(f"{margin}{line}" if line else "" for line in lines)
    return f'"""{body.lstrip()}\n{margin}"""'


def missing_translation(docstring: str) -> str | None:
    """Return the first paragraph or item that lacks one of its languages; None if none does."""
    paragraphs, sections = _parse(docstring)
    texts = [" ".join(paragraphs), *(text for _, items in sections for _, text in items)]
    for text in texts:
        english, chinese = _split(text)
        if not english or not chinese:
            return text
    return None


def width(text: str) -> int:
    """Return the columns that ``text`` takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _blocks(docstring: str, language: str, indent: int) -> Iterator[str]:
    paragraphs, sections = _parse(docstring)
    for paragraph in paragraphs:
        english, chinese = _split(paragraph)
        if text := english if language == "en" else chinese:
            yield _wrapped(text, indent, "", "")
    for name, items in sections:
        heading = f"{name}:" if language == "en" else f"{_SECTIONS[name]}："
        lines = [heading]
        for item, text in items:
            english, chinese = _split(text)
            label = f"{item}: " if item else ""
            said = english if language == "en" else _completed(chinese, english)
            hanging = "        " if item else "    "
            lines.append(_wrapped(f"{label}{said}", indent, "    ", hanging))
        yield "\n".join(lines)


def _parse(docstring: str) -> tuple[list[str], list[tuple[str, list[tuple[str, str]]]]]:
    """Return the paragraphs, and each section with its items: name ("" for none) and text."""
    paragraphs: list[str] = []
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    for block in re.split(r"\n\s*\n", docstring.strip()):
        first, *rest = block.split("\n")
        if first.rstrip(":") in _SECTIONS and first.endswith(":"):
            named = first != "Returns:"
            sections.append((first[:-1], list(_items(rest, named=named))))
        else:
            paragraphs.append(" ".join(line.strip() for line in block.split("\n")))
    return paragraphs, sections


def _items(lines: list[str], *, named: bool) -> Iterator[tuple[str, str]]:
    if not named:
        yield "", " ".join(line.strip() for line in lines)
        return
    texts: list[str] = []
    for line in lines:
        if texts and line.startswith(" " * 8):
            texts[-1] += f" {line.strip()}"
        else:
            texts.append(line.strip())
    for text in texts:
        item = _ITEM.fullmatch(text)
        yield (item[1], item[2]) if item else ("", text)


def _split(text: str) -> tuple[str, str]:
    """Return the English sentences of a text and the Chinese ones that follow."""
    sentences = re.finditer(r".+?(?:[.:;](?=\s)|[。；：]|$)", text)
    start = next((each.start() for each in sentences if IDEOGRAPH.search(each[0])), len(text))
    # Between Chinese characters, and behind their punctuation, a line break is no space.
    between = rf"(?<={IDEOGRAPH.pattern}) (?={IDEOGRAPH.pattern})|(?<={_PUNCTUATION}) "
    chinese = re.sub(between, "", text[start:])
    return text[:start].strip(), chinese.strip()


def _completed(chinese: str, english: str) -> str:
    """Return the Chinese of an item, with the code that only its English has."""
    missing = list(dict.fromkeys(code for code in _CODE.findall(english) if code not in chinese))
    if not missing:
        return chinese
    examples = [code for code in missing if f"such as {code}" in english]
    said = ["、".join(code for code in missing if code not in examples)]
    said += [f"例如 {code}" for code in examples]
    clause = _CLAUSE.match(chinese)
    end = clause.end() if clause else 0
    return f"{chinese[:end]}（{'，'.join(filter(None, said))}）{chinese[end:]}"


def _wrapped(text: str, indent: int, first: str, hanging: str) -> str:
    lines = [first]
    for unit in re.findall(r"\s+|" + _UNIT.pattern, text):
        if unit.isspace():
            lines[-1] += " "
        elif indent + width(lines[-1] + unit) > _WIDTH and lines[-1].strip():
            lines.append(hanging + unit)
        else:
            lines[-1] += unit
    return "\n".join(line.rstrip() for line in lines)
