"""The course on disk: its labs, their tasks, and the path of each file of a lab."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from fundamentals.errors import CourseError
from fundamentals.language import Text

# The file beside the labs' folders: in the instructor's checkout, and in what learners receive.
MANIFESTS = (
    Path("solutions", "course.toml"),
    Path("fundamentals", "handed_out", "course", "course.toml"),
)
LAB_MANIFEST = "lab.toml"
COURSE_TITLE = Text("Fundamentals of Deep Learning", "深度學習基本原理")
LAB_FOLDERS = {"en": Path("labs"), "zh-Hant": Path("labs", "zh_hant")}


@dataclass(frozen=True)
class TaskEntry:
    """One function that a learner fills in.

    Attributes:
        id: For example "3b.2"; the same in region, message, check, hint and report.
        function: Name of the function in the lab.
        points: What the task is worth.
        title: What to do, in a few words.
        hints: What ``fundamentals hint`` says, one step deeper each time; the last is almost the
            answer.
        weight: The sum of the weights of all its checks, if some are hidden from learners; else 0.
        topics: Ids of the slide topics that it practices.
        pictures: Names of the pictures that the lab draws for it; "*" matches any ending.
    """

    id: str
    function: str
    points: int
    title: Text
    hints: tuple[Text, ...]
    weight: float = 0
    topics: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def reminder(self) -> Text:
        """What the unwritten function raises: "Task 3b.2: build the CNN"."""
        return Text("Task {id}: {title}", "任務 {id}：{title}").format(id=self.id, title=self.title)


@dataclass(frozen=True)
class GuessQuestion:
    """A question that a learner answers with a guess before the lab shows the answer.

    Attributes:
        id: For example "windows"; the lab's prose asks it, ``lab.guess`` takes the guess.
        answer: The right answer: a number, or the letter of a choice.
        because: Why.
    """

    id: str
    answer: str
    because: Text


_Entry = TypeVar("_Entry", TaskEntry, GuessQuestion)


@dataclass(frozen=True)
class Lab:
    """One lab, from the ``lab.toml`` in its folder.

    Attributes:
        id: For example "lab03b_cnn"; the name of its folder and of the learners' files.
        part: Part of the course that it belongs to.
        minutes: How long it takes.
        title: Its title.
        tasks: Its tasks, in the order of the manifest.
        root: The folder that holds ``labs`` and ``solutions``.
        folder: The lab's own, which holds its solution, checks and mistakes.
        questions: What learners guess first.
        refuses: Python functions that would be an answer, "fundamentals.training.augment": a
            submission to this lab can neither import nor call them.
    """

    id: str
    part: int
    minutes: int
    title: Text
    tasks: tuple[TaskEntry, ...]
    root: Path
    folder: Path
    questions: tuple[GuessQuestion, ...] = ()
    refuses: tuple[str, ...] = ()

    @property
    def short_id(self) -> str:
        """The id without its subject: "lab03b"."""
        return self.id.partition("_")[0]

    @property
    def points(self) -> int:
        """The points of all tasks together."""
        return sum(task.points for task in self.tasks)

    @property
    def solution_path(self) -> Path:
        """The instructor's file, from which the lab is built."""
        return self.folder / "solution.py"

    @property
    def checks_path(self) -> Path:
        """The file that defines the lab's checks."""
        return self.folder / "checks.py"

    @property
    def handout_path(self) -> Path:
        """The file with the pictures and formulas of its handout; it need not exist."""
        return self.folder / "handout.py"

    @property
    def corpus_path(self) -> Path:
        """The folder of wrong and unusual answers, each with its expected verdict."""
        return self.folder / "corpus"

    @property
    def check_files(self) -> tuple[Path, ...]:
        """The modules and TOML files of its checks: all but solution, handout and corpus."""
        others = (self.solution_path, self.handout_path)
        return tuple(
            path
            for path in sorted(self.folder.rglob("*"))
            if path.suffix in (".py", ".toml") and path not in others
            if not path.is_relative_to(self.corpus_path)
        )

    @property
    def progress_folder(self) -> Path:
        """The folder of a learner's progress in the course; it need not exist."""
        return self.root / "output" / "progress"

    def lab_path(self, language: str = "en") -> Path:
        """The learner's file in ``language``, "en" or "zh-Hant"."""
        return self.root / LAB_FOLDERS[language] / f"{self.id}.py"

    def task(self, task_id: str) -> TaskEntry:
        """Return the task "3b.2".

        Raises:
            CourseError: The lab has no such task.
        """
        refusal = Text("{lab} has no task {name!r}", "{lab} 沒有任務 {name!r}")
        return self._one_of(self.tasks, task_id, refusal)

    def question(self, question_id: str) -> GuessQuestion:
        """Return the question called ``question_id``.

        Raises:
            CourseError: The lab has no such question.
        """
        refusal = Text("{lab} has no question {name!r}", "{lab} 沒有問題 {name!r}")
        return self._one_of(self.questions, question_id, refusal)

    def _one_of(self, entries: tuple[_Entry, ...], name: str, refusal: Text) -> _Entry:
        for entry in entries:
            if entry.id == name:
                return entry
        _refuse(refusal.format(lab=self.id, name=name), name, [entry.id for entry in entries])


@dataclass(frozen=True)
class Topic:
    """The topic of a few slides.

    Attributes:
        id: For example "max-pooling"; tasks name it.
        title: Its title.
    """

    id: str
    title: Text


@dataclass(frozen=True)
class Part:
    """One part of the course: one deck of slides.

    Attributes:
        number: Counted from 1.
        title: Its title.
        topics: The topics of its slides, in order.
    """

    number: int
    title: Text
    topics: tuple[Topic, ...]

    @property
    def heading(self) -> Text:
        """Its number and, if it has one, its title: "Part 3: Convolutional neural networks"."""
        if self.title == Text.untranslated(""):
            return Text("Part {number}", "第 {number} 部分").format(number=self.number)
        return Text("Part {number}: {title}", "第 {number} 部分：{title}").format(
            number=self.number, title=self.title
        )


@dataclass(frozen=True)
class Course:
    """All labs of a checkout.

    Attributes:
        root: The folder that holds ``labs`` and ``solutions``.
        manifest_path: The file that names the parts; the folders of the labs lie beside it.
        labs: In the order of their ids.
        parts: The parts that the manifest names.
    """

    root: Path
    manifest_path: Path
    labs: tuple[Lab, ...]
    parts: tuple[Part, ...] = ()

    def map_path(self, language: str = "en") -> Path:
        """The page that leads from slides to labs, in ``language``, "en" or "zh-Hant"."""
        return self.root / LAB_FOLDERS[language] / "README.md"

    def lab(self, name: str) -> Lab:
        """Return the lab called ``name``: "lab03a" or "lab03a_convolution".

        Raises:
            CourseError: No lab has that name; the error names the nearest one.
        """
        for lab in self.labs:
            if name in (lab.id, lab.short_id):
                return lab
        _refuse(
            Text("there is no lab {name!r}", "沒有名為 {name!r} 的實作").format(name=name),
            name,
            [lab.id for lab in self.labs],
            aliases={lab.short_id: lab.id for lab in self.labs},
        )

    def lab_of_task(self, task_id: str) -> Lab:
        """Return the lab that task "3b.2" belongs to.

        Raises:
            CourseError: No lab has such a task; the error names the nearest one.
        """
        for lab in self.labs:
            if any(task.id == task_id for task in lab.tasks):
                return lab
        _refuse(
            Text("there is no task {name!r}", "沒有任務 {name!r}").format(name=task_id),
            task_id,
            [task.id for lab in self.labs for task in lab.tasks],
        )


def _refuse(
    received: Text, name: str, known: list[str], aliases: Mapping[str, str] | None = None
) -> NoReturn:
    aliases = aliases or {}
    nearest = next(iter(difflib.get_close_matches(name, [*known, *aliases], n=1, cutoff=0)), "–")
    raise CourseError(
        received,
        expected=Text("one of {known}", "下列之一：{known}").format(known=", ".join(known)),
        fix=Text("the nearest is {nearest}", "最接近的是 {nearest}").format(
            nearest=aliases.get(nearest, nearest)
        ),
    )
