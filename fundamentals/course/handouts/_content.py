"""What a handout says, read from a lab's manifest entry, its prose and its docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fundamentals.course._glossary import TERMS
from fundamentals.course._solution import Solution, read_solution
from fundamentals.language import Text
from fundamentals.manifest import Lab, TaskEntry
from fundamentals.syntax import functions_in

_CHINESE = re.compile(r"[\u3400-\u9fff]")
# A term as the prose introduces it: 核心 (kernel), the whole of it in italics or not.
_BRACKETED = re.compile(r"(\*[^*()\s]+ ?|[\u3400-\u9fff]+ ?)\(([A-Za-z][A-Za-z -]+)\)(\*?)")
_SENTENCE = re.compile(r"(?<=[.?!])\s|(?<=[。？！])")


@dataclass(frozen=True)
class TaskRow:
    """A task.

    Attributes:
        task: Its entry in the manifest.
        signature: ``convolve(image, kernel, stride=1)``.
        summary: What the function does; Markdown.
        prose: The paragraph that leads to it; Markdown, may be empty.
    """

    task: TaskEntry
    signature: str
    summary: str
    prose: str


@dataclass(frozen=True)
class Handout:
    """What a handout says, in one language.

    Attributes:
        lab: Its lab.
        language: "en" or "zh-Hant".
        goal: What the lab is about; Markdown paragraphs.
        rows: Its tasks.
        terms: Its terms, in the order in which the prose introduces them.
    """

    lab: Lab
    language: str
    goal: str
    rows: tuple[TaskRow, ...]
    terms: tuple[Text, ...]


def read_handout(lab: Lab, language: str) -> Handout:
    """Return what the handout of ``lab`` says.

    Raises:
        CourseError: The solution is missing or malformed.
    """
    solution = read_solution(lab)
    functions = functions_in(ast.parse("".join(solution.lines)))
    prose = _prose(solution, language)
    rows = tuple(_row(task, functions.get(task.function), prose) for task in lab.tasks)
    return Handout(
        lab=lab,
        language=language,
        goal="\n\n".join(_goal(next(iter(prose.values()), []))),
        rows=tuple(_in_language(row, language) for row in rows),
        terms=tuple(_terms("".join(solution.lines))),
    )


def first_sentence(paragraph: str) -> str:
    """Return the first sentence of a paragraph."""
    return _SENTENCE.split(paragraph, maxsplit=1)[0].strip()


def _prose(solution: Solution, language: str) -> dict[int, list[str]]:
    """Return the paragraphs of each prose cell, by the line it begins at, without headings."""
    found = {}
    for cell in solution.cells:
        if cell.markdown and cell.language in (language, None):
            lines = solution.lines[cell.lines.start : cell.lines.stop - 1]
            text = "\n".join(line.rstrip().removeprefix("#").removeprefix(" ") for line in lines)
            blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", text)]
            found[cell.lines.start] = [
                block for block in blocks if block.strip() and not block.startswith("#")
            ]
    return found


def _goal(paragraphs: list[str]) -> Iterator[str]:
    """Yield the paragraphs of a lab's first cell without its commands, which stand elsewhere."""
    for paragraph in paragraphs:
        if not paragraph.startswith("    "):
            sentences = _SENTENCE.split(_on_one_line(paragraph))
            # What leads to a command leads nowhere without it.
            kept = [text for text in sentences if not text.endswith((":", "："))]
            yield ("" if _CHINESE.search(paragraph) else " ").join(kept)


def _row(task: TaskEntry, function: ast.FunctionDef | None, prose: dict[int, list[str]]) -> TaskRow:
    if function is None:
        return TaskRow(task, f"{task.function}(…)", "", "")
    before = [start for start in prose if start < function.lineno]
    paragraphs = prose[max(before)] if len(before) > 1 else []
    return TaskRow(
        task,
        signature=f"{task.function}({ast.unparse(function.args)})",
        summary=ast.get_docstring(function) or "",
        prose=next((text for text in paragraphs if not text.startswith(("    ", "|"))), ""),
    )


def _in_language(row: TaskRow, language: str) -> TaskRow:
    return TaskRow(
        row.task, row.signature, _summary(row.summary, language), _on_one_line(row.prose)
    )


def _summary(docstring: str, language: str) -> str:
    """Return the sentences at the head of a docstring that are in ``language``."""
    head = docstring.partition("Args:")[0].partition("Returns:")[0]
    paragraphs = [_on_one_line(text) for text in head.split("\n\n") if text.strip()]
    if not paragraphs:
        return ""
    english, _, rest = paragraphs[0], "", ""
    if start := _CHINESE.search(english):
        english, rest = english[: start.start()], english[start.start() :]
    chinese = rest or next((text for text in paragraphs if _CHINESE.search(text)), english)
    return (chinese if language == "zh-Hant" else english).strip().replace("``", "`")


def _on_one_line(paragraph: str) -> str:
    """Join the lines of a paragraph; between Chinese letters nothing stands for a line's end."""
    joined = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef*`])\n(?=[\u3400-\u9fff*`])", "", paragraph)
    return " ".join(joined.split())


def _terms(source: str) -> Iterator[Text]:
    """Yield the terms that the Chinese prose gives the English for, each once."""
    seen = set()
    for chinese, english, closed in _BRACKETED.findall(source):
        name = " ".join(english.lower().split())
        known = TERMS.get(name)
        if known is None and chinese.startswith("*") and closed:
            known = chinese.strip("* ")
        if known is not None and name not in seen:
            seen.add(name)
            yield Text(name, known)
