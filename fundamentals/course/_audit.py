"""Whether a rubric agrees with its manifest and with the lab that learners read."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from fundamentals.course._corpus_audit import stale_answers
from fundamentals.course._glossary import AVOIDED
from fundamentals.course._solution import read_solution
from fundamentals.grading import Rubric, load_rubric, missing_languages
from fundamentals.language import LANGUAGES, Text, holds_chinese
from fundamentals.manifest import Lab, TaskEntry
from fundamentals.syntax import functions_in

_HINTS = 3
_PUNCTUATION = str.maketrans({"；": "; ", "，": ", ", "。": "."})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def audit(lab: Lab) -> Iterator[Text]:
    """Yield the disagreements between a lab, its entry in the manifest and its rubric.

    At least one check of a task must be visible, and each must have an id of its own. The docstring
    of each task must describe every parameter, in both languages, and state every number that costs
    marks. Texts must have the same numbers in both languages, and each comment and docstring that
    learners read must be in both. A task has three hints. The answers of the corpus must belong to
    the lab, and Chinese texts use the deck's words.

    Raises:
        CourseError: The lab has no rubric, or one that does not fit its tasks.
    """
    rubric = load_rubric(lab)
    yield from _points(rubric)
    yield from _texts(rubric)
    yield from read_solution(lab).untranslated()
    yield from stale_answers(lab)
    yield from _wrong_terms(lab)
    docstrings = _docstrings(lab)
    for task in lab.tasks:
        yield from _docstring_problems(task, *docstrings.get(task.function, ((), "")))
    for number in rubric.stated:
        _, docstring = docstrings.get(lab.task(number.task).function, ((), ""))
        for language in missing_languages(docstring, number.value):
            yield Text(
                "task {task}: the docstring does not state {value:,} ({name}) in {language}",
                "任務 {task}：說明字串的 {language} 部分沒有寫出 {value:,}（{name}）",
            ).format(task=number.task, value=number.value, name=number.name, language=language)


def _points(rubric: Rubric) -> Iterator[Text]:
    for check in rubric.checks:
        if check.points <= 0:
            yield Text("check {id} is worth no points", "檢查 {id} 沒有分數").format(id=check.id)
    for check_id, count in Counter(check.id for check in rubric.checks).items():
        if count > 1:
            yield Text("{count} checks are called {id}", "有 {count} 項檢查都叫 {id}").format(
                count=count, id=check_id
            )
    visible = {check.task for check in rubric.select("visible").checks}
    for task in rubric.lab.tasks:
        if len(task.hints) != _HINTS:
            yield Text(
                "task {id} has {count} {count:hint|hints}, not {hints}",
                "任務 {id} 有 {count} 個提示，應為 {hints} 個",
            ).format(id=task.id, count=len(task.hints), hints=_HINTS)
        if task.id not in visible:
            yield Text(
                "task {id} has no check that learners see", "任務 {id} 沒有學習者看得到的檢查"
            ).format(id=task.id)


def _texts(rubric: Rubric) -> Iterator[Text]:
    """Yield the titles and hints that are not translated, or whose numbers differ."""
    named = [(check.id, check.title) for check in rubric.checks]
    for task in rubric.lab.tasks:
        named.append((f"{task.id} title", task.title))
        named += [(f"{task.id} hint {n}", hint) for n, hint in enumerate(task.hints, start=1)]
    for name, text in named:
        # Code, such as "float32", is the same in both.
        same = text.en.rstrip(".") == text.zh_hant.translate(_PUNCTUATION).rstrip(".")
        if not same and (holds_chinese(text.en) or not holds_chinese(text.zh_hant)):
            yield Text(
                "{name}: {en!r} and {zh!r} are not in their own languages",
                "{name}：{en!r} 與 {zh!r} 不是各自的語言",
            ).format(name=name, en=text.en, zh=text.zh_hant)
        if not same and sorted(_NUMBER.findall(text.en)) != sorted(_NUMBER.findall(text.zh_hant)):
            yield Text(
                "{name}: the numbers differ between {en!r} and {zh!r}",
                "{name}：{en!r} 與 {zh!r} 的數字不同",
            ).format(name=name, en=text.en, zh=text.zh_hant)


def _wrong_terms(lab: Lab) -> Iterator[Text]:
    """Yield the words for which the deck has another one."""
    for path in sorted(each for kind in ("*.py", "*.toml") for each in lab.folder.rglob(kind)):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            for word, better in AVOIDED.items():
                if found := re.search(word, line):
                    yield Text(
                        "{path}:{number}: {word}; the deck says {better}",
                        "{path}:{number}：{word}；投影片寫作{better}",
                    ).format(
                        path=path.relative_to(lab.root), number=number, word=found[0], better=better
                    )


def _docstrings(lab: Lab) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the parameters and the docstring of each function of the solution.

    The build copies both into the lab of every language as they are.
    """
    tree = ast.parse(lab.solution_path.read_text(encoding="utf-8"))
    return {
        name: (_parameters(node), ast.get_docstring(node) or "")
        for name, node in functions_in(tree).items()
    }


def _parameters(node: ast.FunctionDef) -> tuple[str, ...]:
    arguments = node.args
    return tuple(
        argument.arg
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    )


def _docstring_problems(
    task: TaskEntry, parameters: tuple[str, ...], docstring: str
) -> Iterator[Text]:
    lines = docstring.splitlines()
    written = (
        any(line.strip() and not holds_chinese(line) for line in lines),
        any(holds_chinese(line) for line in lines),
    )
    for language, is_written in zip(LANGUAGES, written, strict=True):
        if not is_written:
            yield Text(
                "task {id}: no docstring in {language}", "任務 {id}：缺少 {language} 的說明字串"
            ).format(id=task.id, language=language)
    for parameter in parameters:
        if docstring and not re.search(rf"^\s*{parameter}: ", docstring, flags=re.MULTILINE):
            yield Text(
                "task {id}: the docstring does not describe {name}",
                "任務 {id}：說明字串沒有說明 {name}",
            ).format(id=task.id, name=parameter)
