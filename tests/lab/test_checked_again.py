"""`check` of a file: which one it takes, and that only what has changed is checked again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fundamentals.cli import main
from fundamentals.course import handed_out, read_solution
from fundamentals.grading import printed_text
from fundamentals.lab import LabSource
from fundamentals.lab_form import LabForm
from fundamentals.manifest import find_course

LAB = find_course(Path(__file__)).lab("lab03a")
SOLUTION = read_solution(LAB)
ANSWERS = {task.id: SOLUTION.body(task.id) for task in LAB.tasks}
Check = Callable[..., str]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Run `check` in a folder like that of a learner who has installed the wheel."""
    import fundamentals.manifest._manifest as manifest

    course = manifest.read_course(LAB.root, own=tmp_path)
    monkeypatch.setattr(manifest, "read_course", lambda *_, **__: course)
    monkeypatch.delenv("FUNDAMENTALS_LANGUAGE", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        main(["check", *arguments])
        return capsys.readouterr().out

    return run


def write(name: str, bodies: dict[str, str], language: str = "en") -> Path:
    path = Path(name)
    text = SOLUTION.filled_text(language, bodies)
    path.write_text(text.replace('convolution")', f'convolution", language="{language}")'), "utf-8")
    return path


def test_only_what_changed_is_checked_again_and_a_task_when_it_is_named(check: Check) -> None:
    name = f"{LAB.id}.py"
    write(name, ANSWERS)
    assert check("lab03a").startswith(f"Checking {name}\n✓ 3a.1 ")
    again = check("lab03a")
    assert again.count("(unchanged)") == len(LAB.tasks)
    assert "7/7" in again
    # A comment changes nothing; what a task uses changes it.
    write(name, ANSWERS | {"3a.4": "    # Why?\n" + ANSWERS["3a.4"]})
    assert check("lab03a").count("(unchanged)") == len(LAB.tasks)
    write(name, ANSWERS | {"3a.4": "    return -1"})
    changed = check("lab03a")
    assert changed.count("(unchanged)") == 3
    assert "✗ 3a.4" in changed
    # Those behind it are still done.
    assert "6/7" in changed
    assert "(unchanged)" not in check("lab03a", "--task", "3a.1")
    assert "3a.1" not in check("lab03a", "--task", "3a.4")


def test_the_file_changed_last_is_taken_in_its_own_language_and_a_path_is_taken_as_it_is(
    check: Check,
) -> None:
    script = write(f"{LAB.id}.py", {"3a.1": ANSWERS["3a.1"]})
    notebook = Path(f"{LAB.id}.ipynb")
    notebook.write_bytes(handed_out(LAB, language="zh-Hant", form=LabForm.NOTEBOOK))
    # Nothing is written in the notebook, whenever it came.
    assert check("lab03a").startswith(f"Checking {script}\n✓ 3a.1")
    told = check(str(notebook))
    assert told.startswith(f"檢查 {notebook}\n· 3a.1 把投影片的核心寫成陣列：還沒寫\n")
    assert "提示" not in told
    other = write("mine.py", {}, "zh-Hant")
    assert check(str(other)).startswith("檢查 mine.py\n· 3a.1")
    assert check("lab03a", "--language", "zh-Hant").startswith(f"檢查 {notebook}\n")
    written = notebook.read_text("utf-8").replace("raise NotImplementedError", "return len", 1)
    notebook.write_text(written, "utf-8")
    os.utime(notebook, (2**31, 2**31))
    assert check("lab03a").startswith(f"檢查 {notebook}\n✗ 3a.1")


def test_everything_that_a_function_uses_is_in_its_fingerprint() -> None:
    def fingerprint(text: str) -> str | None:
        return LabSource(text.encode(), LabForm.SCRIPT).fingerprint(["f"])

    lab = "import numpy as np\nSIZE = 3\nTABLE = {}\nTABLE[1] = SIZE\ndef g():\n    return TABLE\n"
    function = "def f():\n    return g()\n"
    whole = fingerprint(lab + function)
    assert fingerprint(lab + "# why\n\n" + function + "print(1)\n") == whole
    assert fingerprint(lab.replace("SIZE = 3", "SIZE = 4") + function) != whole
    assert fingerprint(lab.replace("TABLE[1]", "TABLE[2]") + function) != whole
    assert fingerprint(lab + 'if __name__ == "__main__":\n    TABLE[3] = 3\n' + function) == whole
    assert fingerprint(lab) is None


def test_what_a_terminal_redraws_is_not_what_the_code_printed() -> None:
    bar = "\x1b[1m1/9\x1b[0m \x1b[32m━━\x1b[0m\x1b[37m━━\x1b[0m 3ms/step - loss: 0.1"
    drawn = f"start\nEpoch 1/2\n\r{bar}\b\b\b\b\r{bar}\n週期 1/2  損失 0.1\n"
    assert printed_text(f"{drawn}half\rdone\n\x1b[31mred\x1b[0m\n") == "start\ndone\nred"
