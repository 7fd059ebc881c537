"""The page of questions: every command on it runs, in its order, in one folder."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
PAGES = [COURSE.root / "docs" / name for name in ("faq.md", "faq.zh-Hant.md")]
_COMMANDS = re.compile(r"```\n(.*?)```", re.DOTALL)
# Exit statuses that are no failure: a task that is not written yet.
_EXPECTED = {"check": 1}


def commands(page: Path) -> list[str]:
    """Return the commands of a page, without ``fundamentals``."""
    lines = "\n".join(_COMMANDS.findall(page.read_text("utf-8"))).splitlines()
    return [line.removeprefix("fundamentals ") for line in lines if line]


def test_both_languages_give_the_same_commands() -> None:
    english, chinese = ([re.sub(r"--comment .*", "", c) for c in commands(p)] for p in PAGES)
    assert english == chinese
    assert len(english) == 22


def test_every_question_is_short_and_stands_in_both_languages() -> None:
    questions = [re.findall(r"^\*\*(.+?)\*\*\s", page.read_text("utf-8"), re.M) for page in PAGES]
    assert [len(each) for each in questions] == [31, 31]
    for page in PAGES:
        # Four lines at most, without the commands.
        for paragraph in re.findall(r"^\*\*.+?(?=\n\n)", page.read_text("utf-8"), re.M | re.S):
            assert paragraph.count("\n") < 3, paragraph


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
def test_every_command_runs(tmp_path: Path) -> None:
    solution = COURSE.lab("lab03a").solution_path.read_text("utf-8")
    handed_in = ("B10901001/a.py", "B10901003/c.py", "B10901077/g.py", "3.py")
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for number, path in enumerate(handed_in):
            archive.writestr(path, f"{solution}\n# {number}\n")
    ids = ("B10901001", "B10901002", "B10901003", "B10901007")
    roster = "id,name\n" + "".join(f"{each},Learner {each[-1]}\n" for each in ids)
    (tmp_path / "roster.csv").write_text(roster, "utf-8")
    for command in commands(PAGES[0]):
        arguments = shlex.split(command)
        finished = subprocess.run(
            [sys.executable, "-m", "fundamentals", "--language", "en", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )
        said = f"{command}\n{finished.stdout}\n{finished.stderr}"
        assert finished.returncode == _EXPECTED.get(arguments[0], 0), said
    for name in ("grades.csv", "pages.zip", "rehearsal/roster.csv", "course.zip"):
        assert (tmp_path / name).is_file(), name
