"""Checks inside a notebook, in real kernels: what they say, and what stays as it was."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from fundamentals.course import handed_out
from fundamentals.course._solution import read_solution
from fundamentals.lab_form import LabForm
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab03a")
SOLUTION = read_solution(LAB)
ESCAPE = "\x1b"


# What a check costs, in times of a loop that takes about 0.3 s: on a slow machine both take longer.
_COST = """
import os

def spent():
    return sum(os.times()[:4])

start = spent()
for _ in range(10_000_000):
    pass
loop = spent() - start
start = spent()
{check}
print((spent() - start) / loop)
"""


class Notebook:
    """The learner's notebook of lab 3a, without its pictures, run cell by cell."""

    def __init__(self, language: str) -> None:
        handed = handed_out(LAB, language=language, form=LabForm.NOTEBOOK).decode()
        self.notebook = nbformat.reads(handed, as_version=4)
        self.given = [cell.source for cell in self.notebook.cells]
        self.client = NotebookClient(self.notebook, allow_errors=True, timeout=60)

    def run(self, source: str) -> nbformat.NotebookNode:
        self.notebook.cells.append(nbformat.v4.new_code_cell(source))
        number = len(self.notebook.cells) - 1
        return self.client.execute_cell(self.notebook.cells[number], number)

    def handed_out(self, part: str) -> str:
        """The source of the one cell that holds ``part``."""
        (source,) = (source for source in self.given if part in source)
        return source

    def written(self, task_id: str, old: str = "", new: str = "") -> str:
        """The cell of a task with the solution in it, changed."""
        source = self.handed_out(f"def {LAB.task(task_id).function}(")
        body = SOLUTION.body(task_id).replace(old, new)
        return re.sub(r" *raise NotImplementedError\(.*\)", lambda _: body, source)


def answer(cell: nbformat.NotebookNode) -> tuple[str, str]:
    """What a check shows: text, and HTML."""
    (shown,) = (output for output in cell.outputs if output.output_type == "display_data")
    return shown.data["text/plain"], shown.data["text/html"]


def printed(cell: nbformat.NotebookNode) -> str:
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


@pytest.mark.parametrize("language", ["en", pytest.param("zh-Hant", marks=pytest.mark.slow)])
def test_a_learner_is_told_in_the_notebook_what_is_right_and_what_is_not(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FUNDAMENTALS_LANGUAGE", raising=False)
    english = language == "en"
    learner = Notebook(language)
    with learner.client.setup_kernel(cwd=str(tmp_path)):
        learner.run(learner.handed_out("start_lab("))
        # A folder of its own for what it records.
        learner.run(
            "from dataclasses import replace\nfrom pathlib import Path\n"
            f"lab = replace(lab, lab=replace(lab.lab, root=Path({str(tmp_path)!r})))"
        )
        learner.run("import numpy as np\nnp.random.seed(7)\nimage = kernel = 'mine'")
        check = learner.handed_out('lab.check("3a.2")')

        # Nothing is written: nothing more is said.
        learner.run(learner.handed_out("def convolve("))
        text, html = answer(learner.run(check))
        assert text == (
            "· 3a.2 slide the kernel over the image: not written yet"
            if english
            else "· 3a.2 讓核心滑過圖像：還沒寫"
        )
        assert "<table>" not in html
        assert "details" not in html.partition("</style>")[2]

        # Begun: as in a file, that is no longer untouched.
        line = "    raise NotImplementedError"
        handed_out = learner.handed_out("def convolve(")
        learner.run(handed_out.replace(line, f"    height = 0\n{line}"))
        text, _ = answer(learner.run(check))
        assert ("not written yet" if english else "還沒寫") not in text

        # Wrong: the cause, the arrays with their differing cells, a hint behind a click.
        learner.run(learner.written("3a.2", "windows, kernel,", "windows, kernel[::-1, ::-1],"))
        text, html = answer(learner.run(check))
        assert ("The kernel was flipped." if english else "核心被翻轉了") in text
        assert "<td class='differs'>" in html
        assert "<details><summary>" + ("Hint" if english else "提示") in html
        assert bool(re.search("[\u4e00-\u9fff]", text)) != english
        assert ESCAPE not in text + html

        # Right; and once more, where nothing has changed.
        learner.run(learner.written("3a.2"))
        text, html = answer(learner.run(check))
        assert ("passed" if english else "通過") in text
        assert ("1 of 7 tasks" if english else "7 個任務完成 1 個") in text
        assert html.count(" class='done'") == 1
        text, _ = answer(learner.run(check))
        assert ("unchanged" if english else "沒有改過") in text
        # Names, and where the random generator stands, are the learner's.
        state = "print(image, kernel, np.random.rand() == np.random.RandomState(7).rand())"
        assert printed(learner.run(state)) == "mine mine True\n"

        # The old function does not stand for a new one that Python cannot read,
        learner.run("def convolve(image, kernel, stride=1)\n    return image")
        text, _ = answer(learner.run(check))
        assert "SyntaxError: expected ':'" in text
        assert ("0 of 7 tasks" if english else "7 個任務完成 0 個") in text
        # or whose cell stopped above it,
        learner.run("1 / 0\n" + learner.written("3a.2"))
        text, _ = answer(learner.run(check))
        assert ("stopped before" if english else "就停住了") in text
        # nor does a variable that a picture's cell has left behind stand for one's own.
        first = "# Not graded\n" if english else "# 不評分\n"
        learner.run(f"{first}output = np.full((4, 4), 5.0)")
        learner.run("def convolve(image, kernel, stride=1):\n    return output")
        text, _ = answer(learner.run(check))
        assert "NameError: name 'output' is not defined" in text
        assert ("not graded sets output" if english else "不評分的儲存格設定了 output") in text
        assert printed(learner.run("print(output[0, 0])")) == "5.0\n"
        learner.run("from fundamentals.convolution import convolve")
        text, _ = answer(learner.run(check))
        assert ("holds answers" if english else "內含實作的答案") in text
        learner.run("import fundamentals as f\nimport fundamentals.convolution as _")
        learner.run("def convolve(*arguments):\n    return f.convolution.convolve(*arguments)")
        text, _ = answer(learner.run(check))
        assert ("holds answers" if english else "內含實作的答案") in text

        # Each hint goes one step deeper.
        hints = [printed(learner.run('lab.hint("3a.2")')) for _ in range(4)]
        assert len(set(hints[:3])) == len(LAB.task("3a.2").hints)
        assert hints[3] == hints[2]
        learner.run(learner.written("3a.2"))
        timed = learner.run(_COST.format(check=check))
        assert float(printed(timed)) < 1


@pytest.mark.slow
def test_an_interrupted_check_ends_in_one_calm_line(tmp_path: Path) -> None:
    learner = Notebook("en")
    with learner.client.setup_kernel(cwd=str(tmp_path)):
        learner.run(learner.handed_out("start_lab("))
        learner.run(
            "import os, signal, threading\n"
            "def output_size(size, kernel_size, stride, padding):\n"
            "    try:\n"
            "        os.kill(os.getpid(), signal.SIGINT)\n"
            "        while True: pass\n"
            "    except KeyboardInterrupt:\n"
            "        return 4\n"
        )
        cell = learner.run('lab.check("3a.4")')
    # What the learner's code swallows still ends the check.
    assert [output.output_type for output in cell.outputs] == ["stream"]
    assert printed(cell) == "Stopped: 3a.4 predict the output size was not checked.\n"
