"""What a lab's ``__main__`` cells use: readable errors, a folder for pictures, a seed."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.errors import CourseError, DatasetError, FundamentalsError
from fundamentals.lab._explain_error import lab_functions
from fundamentals.lab._guess import folded, told
from fundamentals.lab._host import notebook_shell, running_script
from fundamentals.language import Text, current_language, use_language
from fundamentals.manifest import Lab, TaskEntry, shown_path

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from fundamentals.lab._notebook_check import NotebookChecks


_UNWRITTEN = Text(
    "Task {id} ({title}) is not written yet. What it does will show here.",
    "任務 {id}（{title}）還沒寫。寫好後，這裡會顯示它的結果。",
)
_ONLY_IN_A_NOTEBOOK = Text(
    "lab.check is for notebooks; a script is checked with: {command}",
    "lab.check 用於筆記本；程式檔請用：{command}",
)
_STOPPED = Text("Stopped: {id} {title} was not checked.", "已停止：沒有檢查 {id} {title}。")


@dataclass(frozen=True)
class LabSession:
    """A running lab.

    Attributes:
        lab: Which lab.
        output: The folder for what it writes, ``output/<lab id>``; it exists.
        seed: For ``numpy.random.default_rng`` and ``fundamentals.training.set_seed``.
        language: The language that it speaks, "en" or "zh-Hant".
    """

    lab: Lab
    output: Path
    seed: int
    language: str = field(default_factory=current_language)

    def check(self, task_id: str) -> None:
        """Check a task on the function now in the notebook's kernel, and show the answer.

        The checks are those of ``fundamentals check``. Only the task's function and what it uses
        count, not the notebook's file; the learner's own variables are unchanged.

        Args:
            task_id: The task, for example "3a.2".
        """
        with use_language(self.language):
            if (task := self._task(task_id)) is None:
                return
            if self._checks is None:
                command = f"fundamentals check {self.lab.short_id} --task {task.id}"
                print(_ONLY_IN_A_NOTEBOOK.format(command=command))  # noqa: T201
                return
            from IPython.display import display

            try:
                display(self._checks.check(task))
            except KeyboardInterrupt:
                print(_STOPPED.format(id=task.id, title=task.title))  # noqa: T201
            except FundamentalsError as error:
                print(error)  # noqa: T201

    def hint(self, task_id: str) -> None:
        """Show the next hint of a task: each call goes one step deeper, up to three.

        Args:
            task_id: The task, for example "3a.2".
        """
        from fundamentals.lab._hint_ladder import next_hint

        with use_language(self.language):
            if (task := self._task(task_id)) is not None:
                print(next_hint(self.lab, task))  # noqa: T201

    def _task(self, task_id: str) -> TaskEntry | None:
        try:
            return self.lab.task(task_id)
        except CourseError as error:
            print(error)  # noqa: T201
            return None

    @functools.cached_property
    def _checks(self) -> NotebookChecks | None:
        """The checks of a notebook; None in a script."""
        from fundamentals.lab._notebook_check import NotebookChecks

        shell = notebook_shell()
        return None if shell is None else NotebookChecks(self.lab, shell, self.language)

    def save(self, drawing: Axes | Figure, name: str) -> Path:
        """Save a picture to the output folder, print where, and return its path.

        Args:
            drawing: A figure, or any axes in it.
            name: File name; without a suffix it becomes a PNG.

        Raises:
            ArgumentError: ``name`` has a suffix, but not that of a picture.
            OutputError: The file cannot be written.
        """
        from fundamentals.plotting import save_plot

        path = self.output / (name if Path(name).suffix else f"{name}.png")
        save_plot(drawing, path, argument="name")
        if notebook_shell() is None:
            print(Text("saved {path}", "已儲存 {path}").format(path=shown_path(path)))  # noqa: T201
        return path

    def slide(self, name: str) -> None:
        """Draw the slide that a section begins with, in the lab's language, and save it.

        Args:
            name: The slide's topic, for example "max-pooling".

        Raises:
            ArgumentError: No slide is called so.
        """
        from fundamentals.lab._slides import draw_slide

        self.save(draw_slide(name), f"slide_{name.replace('-', '_')}")

    def written(self, *task_ids: str) -> bool:
        """Return whether the learner wrote these tasks; if not, say so in one line.

        A script instead stops at the first unwritten task and says what to do next.

        Args:
            *task_ids: The tasks that the next lines call, for example "3a.1".
        """
        script = running_script()
        functions = lab_functions(self.lab, script)
        for task in map(self.lab.task, task_ids):
            function = functions.get(task.function)
            if function is not None and function.reminder(task) is None:
                continue
            if script is not None:
                raise NotImplementedError(str(task.reminder))
            print(_UNWRITTEN.format(id=task.id, title=task.title))  # noqa: T201
            return False
        return True

    def guess(self, question_id: str, guess: str | float | None) -> None:
        """Show the answer to a question of the lab, after a guess; nothing is scored.

        Args:
            question_id: The question, for example "windows"; the lab's prose asks it.
            guess: A number or the letter of a choice; None leaves the answer folded in a notebook,
                and unsaid in a script.
        """
        question = self.lab.question(question_id)
        if guess is None and notebook_shell() is not None:
            from IPython.display import HTML, display

            display(HTML(folded(question)))
        else:
            print(told(question, guess))  # noqa: T201

    def say(self, en: str, zh_hant: str, **values: object) -> None:
        """Print a line in the lab's language with its ``{name}`` fields filled in.

        Args:
            en: In English.
            zh_hant: In Traditional Chinese.
            **values: The values of the fields.
        """
        print(Text(en, zh_hant).format(**values))  # noqa: T201

    def show(self, table: pd.DataFrame) -> None:
        """Show a table with its fractions as percentages.

        Args:
            table: Its floats are fractions, 0–1.
        """
        shown = table.map(lambda value: f"{value:.1%}" if isinstance(value, float) else value)
        if notebook_shell() is not None:
            from IPython.display import display

            display(shown)
            return
        import pandas as pd

        # Chinese characters are as wide as two others.
        with pd.option_context("display.unicode.east_asian_width", True, "display.width", 100):
            print(shown)  # noqa: T201

    def find_dataset(self, name: str) -> ImageDataset | None:
        """Return a dataset that a part of the lab needs; say so if it is missing.

        Args:
            name: As :func:`fundamentals.datasets.load_dataset` takes it.

        Returns:
            The dataset, or None after a message that says how to get it.
        """
        try:
            return load_dataset(name)
        except DatasetError as error:
            left_out = Text("This part of the lab is skipped: {error}", "略過這一節：{error}")
            print(left_out.format(error=error))  # noqa: T201
            return None
