"""The worked example of the docs, followed word for word in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fundamentals.course import corpus_mistakes
from fundamentals.grading import load_rubric
from fundamentals.manifest import find_course, read_course

ROOT = find_course(Path(__file__)).root
DOCS = [ROOT / "docs" / name for name in ("writing-a-lab.md", "writing-a-lab.zh-Hant.md")]
_BLOCK = re.compile(r"```(console|toml|python)\n(.*?)```", re.DOTALL)
_PLACE = re.compile(r"# (\S+?)[,，](.*)\n\n")
LAB = Path("solutions", "lab08_ink")


def blocks(path: Path) -> list[tuple[str, str]]:
    """Return kind and text of the code blocks of section 7."""
    return _BLOCK.findall(path.read_text("utf-8").partition("\n## 7. ")[2])


def put(text: str, root: Path) -> None:
    """Write a block to the file that its first line names."""
    place = _PLACE.match(text)
    assert place is not None, text
    path, content = root / place[1], text[place.end() :]
    if place[2].strip() == "at the end":
        content = f"{path.read_text('utf-8')}\n\n{content}"
    path.write_text(content, "utf-8")


def lines_of(root: Path) -> Counter[str]:
    """Return how often each line stands in the lab's folder, without blank lines."""
    files = (path for path in (root / LAB).rglob("*") if path.suffix in (".py", ".toml"))
    text = "\n".join(path.read_text("utf-8") for path in files)
    return Counter(line.strip() for line in text.splitlines() if line.strip(" #"))


def test_both_languages_show_the_same_steps() -> None:
    english, chinese = map(blocks, DOCS)
    assert [(kind, _PLACE.sub("", text)) for kind, text in english] == [
        (kind, _PLACE.sub("", text)) for kind, text in chinese
    ]
    assert len(english) == 12


def test_a_lab_is_one_folder_and_its_mistakes_are_words_and_lines() -> None:
    edited = {match[1] for _, text in blocks(DOCS[0]) if (match := _PLACE.match(text))}
    assert {Path(path).parent for path in edited} == {LAB, LAB / "corpus"}


@pytest.mark.slow
def test_the_worked_example_works(tmp_path: Path) -> None:
    environment = {**os.environ, "FUNDAMENTALS_LANGUAGE": "en", "MPLBACKEND": "agg"}
    written: Counter[str] = Counter()
    printed = ""

    def run(*command: str) -> str:
        finished = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert finished.returncode == 0, f"{command}\n{finished.stdout}\n{finished.stderr}"
        return finished.stdout

    for kind, text in blocks(DOCS[0]):
        if kind != "console":
            put(text, tmp_path)
            continue
        for line in text.splitlines():
            printed += run("-m", *shlex.split(line))
        written = written or lines_of(tmp_path)
    assert "1 lab, 2 tasks: everything is correct" in printed
    assert "1 lab, 3 tasks: everything is correct" in printed
    assert "Every task is done." in printed
    for name in ("lab08_ink.ipynb", "handouts/lab08_ink.zh-Hant.pdf", "lab08.zip"):
        assert (tmp_path / name).is_file()
    assert "learning_curves.png" in run(str(LAB / "solution.py"))
    lab = read_course(tmp_path).lab("lab08")
    declared = sum(len(task.mistakes) for task in load_rubric(lab).tasks)
    assert declared + len(corpus_mistakes(lab)) == 7
    lines = lines_of(tmp_path)
    by_hand = (lines - written).total()
    assert by_hand <= 150
    for path, said in zip(DOCS, ("{} lines in five files", "五個檔案，共 {} 行"), strict=True):
        assert said.format(lines.total()) in path.read_text("utf-8")
    assert f"{by_hand} of them written by hand" in DOCS[0].read_text("utf-8")
    assert f"其中 {by_hand} 行要自己寫" in DOCS[1].read_text("utf-8")
