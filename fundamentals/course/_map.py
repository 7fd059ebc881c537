"""The map of the course, from each part and slide topic to lab, task, function and picture."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fundamentals.course._markdown_tables import labs_table, markdown_table
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import Course, Lab, Part, TaskEntry
from fundamentals.syntax import functions_in

_TITLE = Text("Map of the labs", "實作地圖")
_ABOUT = Text(
    "`fundamentals labs build` makes this page from the solutions; do not edit it. "
    "Running a lab draws its pictures in `output/LAB/`. `fundamentals course` shows how far you "
    "are. [正體中文]({other})",
    "本頁由 `fundamentals labs build` 依解答資料夾產生，請勿直接修改。"
    "執行實作時，圖片會存到 `output/LAB/`。`fundamentals course` 會顯示你的進度。"
    "[English]({other})",
)
_TOPICS = Text("Part {number}, slide by slide", "第 {number} 部分：逐頁對照")
_TOPIC_COLUMNS = Text(
    "| | slide topic | lab | task | function | pictures |",
    "| | 投影片主題 | 實作 | 任務 | 函式 | 圖片 |",
)
_TASK_COLUMNS = Text(
    "| task | what to do | points | function | slide topic | pictures |",
    "| 任務 | 要做什麼 | 分數 | 函式 | 投影片主題 | 圖片 |",
)
_LAB = Text("{lab}: {title}", "{lab}：{title}")
_BETWEEN = Text("; ", "；")
_NO_LAB = Text("This part has no lab here.", "這一部分在這裡沒有實作。")
_OTHER = {"en": "zh_hant/README.md", "zh-Hant": "../README.md"}


def course_map(course: Course, labs: Mapping[Path, str]) -> dict[Path, str]:
    """Return the map in every language, by its path.

    Args:
        course: The course.
        labs: The learners' files by their path, which functions are linked into.
    """
    return {
        course.map_path(language): _Map(course, labs, language).text() for language in LANGUAGES
    }


class _Map:
    def __init__(self, course: Course, labs: Mapping[Path, str], language: str) -> None:
        self._course = course
        self._language = language
        self._lines = {
            lab.id: _function_lines(labs.get(lab.lab_path(language), "")) for lab in course.labs
        }

    def text(self) -> str:
        labs = {self._link(lab): lab for lab in self._course.labs}
        blocks = [f"# {self._say(_TITLE)}", self._about(), labs_table(labs, self._language)]
        for part in self._parts():
            if part.topics:
                blocks += [f"## {self._say(_TOPICS.format(number=part.number))}"]
                blocks += [self._slides(part)]
        for part in self._parts():
            blocks += self._part(part)
        return "\n\n".join(blocks) + "\n"

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)

    def _about(self) -> str:
        return self._say(_ABOUT.format(other=_OTHER[self._language]))

    def _parts(self) -> list[Part]:
        """Return the parts of the manifest and, without titles, those that only labs mention."""
        known = {part.number: part for part in self._course.parts}
        numbers = sorted({*known, *(lab.part for lab in self._course.labs)})
        return [known.get(number, Part(number, Text.untranslated(""), ())) for number in numbers]

    def _slides(self, part: Part) -> str:
        rows: list[tuple[str, ...]] = []
        for number, topic in enumerate(part.topics, start=1):
            found = [
                (lab, task)
                for lab in self._course.labs
                for task in lab.tasks
                if topic.id in task.topics
            ]
            heading = [str(number), self._say(topic.title)]
            for lab, task in found:
                rows.append(
                    (*heading, self._link(lab), task.id, self._function(lab, task), _pictures(task))
                )
                heading = ["", ""]
            if not found:
                rows.append((*heading, "", "", "", ""))
        return self._table(_TOPIC_COLUMNS, rows)

    def _part(self, part: Part) -> Iterator[str]:
        yield f"## {self._say(part.heading)}"
        labs = [lab for lab in self._course.labs if lab.part == part.number]
        if not labs:
            yield self._say(_NO_LAB)
        topics = {topic.id: topic.title for part in self._course.parts for topic in part.topics}
        for lab in labs:
            yield f"### {self._say(_LAB.format(lab=self._link(lab), title=lab.title))}"
            yield self._table(
                _TASK_COLUMNS,
                (
                    (
                        task.id,
                        self._say(task.title),
                        str(task.points),
                        self._function(lab, task),
                        self._say(_BETWEEN).join(self._say(topics[topic]) for topic in task.topics),
                        _pictures(task),
                    )
                    for task in lab.tasks
                ),
            )

    def _link(self, lab: Lab) -> str:
        return f"[{lab.id}]({lab.id}.py)"

    def _function(self, lab: Lab, task: TaskEntry) -> str:
        line = self._lines[lab.id].get(task.function)
        anchor = f"#L{line}" if line else ""
        return f"[`{task.function}`]({lab.id}.py{anchor})"

    def _table(self, heading: Text, rows: Iterable[Iterable[str]]) -> str:
        return markdown_table(self._say(heading), rows)


def _pictures(task: TaskEntry) -> str:
    return ", ".join(f"`{name}.png`" for name in task.pictures)


def _function_lines(source: str) -> dict[str, int]:
    """Return the first line of each function."""
    return {name: node.lineno for name, node in functions_in(ast.parse(source)).items()}
