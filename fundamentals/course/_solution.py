"""A lab's solution, and the files made from it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fundamentals.course._one_language import one_language, untranslated
from fundamentals.course._percent_cells import PercentCell, find_cells, lines_to_drop
from fundamentals.course._regions import Region, find_regions, solution_error
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import Lab, shown_path


@dataclass(frozen=True)
class Solution:
    """A lab's solution, read and validated.

    Attributes:
        lab: The lab that it solves.
        lines: Its lines, each with its own line ending.
        regions: The parts that a learner writes.
        cells: Its cells.
    """

    lab: Lab
    lines: tuple[str, ...]
    regions: tuple[Region, ...]
    cells: tuple[PercentCell, ...]

    def text(self, language: str) -> str:
        """Return the solution with the prose of one language."""
        dropped = lines_to_drop(self.cells, language)
        return "".join(
            line for number, line in enumerate(self.lines, start=1) if number not in dropped
        )

    def body(self, task: str) -> str:
        """Return the lines of a task's region, without its markers and the last line's ending."""
        region = next(region for region in self.regions if region.task == task)
        return "".join(self.lines[region.first : region.last - 1]).rstrip("\r\n")

    def edited(self, task: str, old: str, new: str) -> str:
        """Return the solution with ``old`` replaced by ``new`` in a task's region."""
        region = next(region for region in self.regions if region.task == task)
        before, after = self.lines[: region.first], self.lines[region.last - 1 :]
        inside = "".join(self.lines[region.first : region.last - 1])
        return "".join((*before, inside.replace(old, new), *after))

    def student_text(self, language: str) -> str:
        """Return the learner's file: the same text, each region replaced by what it raises."""
        return self.filled_text(language, {})

    def filled_text(self, language: str, bodies: Mapping[str, str]) -> str:
        """Return the learner's file with some tasks written.

        Args:
            language: "en" or "zh-Hant".
            bodies: By task id, the indented lines that replace the region, without the last line's
                ending. Any other task stays unwritten.
        """
        lines = dict(enumerate(self.lines, start=1))
        for number in lines_to_drop(self.cells, language):
            del lines[number]
        for region in self.regions:
            marker = lines[region.first]
            body = bodies.get(region.task) or self._unwritten(region, language)
            lines[region.first] = body + marker[len(marker.rstrip()) :]
            for number in range(region.first + 1, region.last + 1):
                del lines[number]
        return one_language("".join(lines.values()), language)

    def untranslated(self) -> Iterator[Text]:
        """Yield the comments and docstrings that learners read in one language only."""
        lines = dict(enumerate(self.lines, start=1))
        for region in self.regions:
            for number in range(region.first, region.last + 1):
                lines[number] = "\n"
            lines[region.first] = f"{' ' * region.indent}pass\n"
        for line, text in untranslated("".join(lines.values())):
            yield Text(
                "{path}:{line}: in English only: {text}", "{path}:{line}：只有英文：{text}"
            ).format(path=shown_path(self.lab.solution_path), line=line, text=text)

    def _unwritten(self, region: Region, language: str) -> str:
        reminder = self.lab.task(region.task).reminder.in_language(language)
        message = json.dumps(reminder, ensure_ascii=False)
        return f"{' ' * region.indent}raise NotImplementedError({message})"


def read_solution(lab: Lab) -> Solution:
    """Read the solution of ``lab``.

    Raises:
        CourseError: It is missing, a region is malformed or a translation is missing; the error
            names file and line.
    """
    path = lab.solution_path
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            Text("{lab}: {error}", "{lab}：{error}").format(lab=lab.id, error=error),
            expected=Text("the solution {path}, in UTF-8", "UTF-8 編碼的解答檔 {path}").format(
                path=path
            ),
            fix=Text(
                "learners do not receive it: for the lab as handed out, unpack your copy again; "
                "authors write it, or remove the lab's folder",
                "學習者不會收到解答檔：要發下時的實作，請重新解壓縮；"
                "課程作者請補上解答檔，或移除這個實作的資料夾",
            ),
        ) from error
    # Splits at "\n" alone, as Python and the region's line numbers do.
    lines = io.StringIO(text).readlines()
    regions = find_regions(text, path, lab)
    cells = find_cells(lines, path)
    for region in regions:
        if any(cell.language and region.first in cell.lines for cell in cells):
            solution_error(
                path,
                region.first,
                Text(
                    "region {task} lies in a cell of one language",
                    "區塊 {task} 位於單一語言的儲存格",
                ).format(task=region.task),
            )
    return Solution(lab=lab, lines=tuple(lines), regions=regions, cells=cells)
