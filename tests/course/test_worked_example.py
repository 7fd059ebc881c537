"""The worked example of the docs, followed word for word in a copy of the course."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root
DOCS = [ROOT / "docs" / name for name in ("writing-a-lab.md", "writing-a-lab.zh-Hant.md")]
COPIED = ("fundamentals", "labs", "solutions", "tests/grading/corpus")
COPIED_FILES = ("pyproject.toml", "requirements.txt", "LICENSE", "tests/conftest.py")
COPIED_TESTS = tuple(
    f"tests/grading/{name}"
    for name in ("conftest.py", "function_student.py", "test_corpus.py", "test_tasks.py")
)
_BLOCK = re.compile(r"```(console|toml|python)\n(.*?)```", re.DOTALL)
_PLACE = re.compile(r"# (\S+?)[,，].*\n")


def blocks(path: Path) -> list[tuple[str, str]]:
    """Return kind and text of the code blocks of section 5."""
    return _BLOCK.findall(path.read_text("utf-8").partition("\n## 5. ")[2].partition("\n## 6. ")[0])


def put(text: str, root: Path) -> None:
    """Put a block where its first line says."""
    place = _PLACE.match(text)
    assert place is not None, text
    path, content = root / place[1], text[place.end() :]
    before = path.read_text("utf-8") if path.exists() else ""
    if path.parent.name == "solutions":
        above, heading, below = before.partition('# %% [markdown] lang="en"\n# ## 3.')
        assert heading
        after = f"{above}{content.lstrip()}\n\n{heading}{below}"
    elif path.name == "__init__.py":
        line = "from fundamentals.grading.causes._images"
        assert line in before
        after = before.replace(line, f"{content}{line}")
    else:
        after = before + content
    path.write_text(after, "utf-8")


def test_both_languages_show_the_same_steps() -> None:
    english, chinese = map(blocks, DOCS)
    assert [(kind, _PLACE.sub("", text)) for kind, text in english] == [
        (kind, _PLACE.sub("", text)) for kind, text in chinese
    ]
    assert len(english) == 8


@pytest.mark.slow
def test_the_worked_example_works(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "attacks", "styles")
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in (*COPIED_FILES, *COPIED_TESTS):
        shutil.copy(ROOT / name, tmp_path / name)
    printed = ""
    for kind, text in blocks(DOCS[0]):
        if kind != "console":
            put(text, tmp_path)
            continue
        for line in text.splitlines():
            finished = subprocess.run(
                [sys.executable, "-m", *shlex.split(line)],
                cwd=tmp_path,
                env={**os.environ, "FUNDAMENTALS_LANGUAGE": "en"},
                capture_output=True,
                encoding="utf-8",
                timeout=300,
            )
            assert finished.returncode == 0, f"{line}\n{finished.stdout}\n{finished.stderr}"
            printed += finished.stdout
    assert "1 labs, 2 tasks: all is well" in printed
    assert "1 labs, 3 tasks: all is well" in printed
    assert re.search(r"\b\d+ passed", printed)
    assert "Every task is done." in printed
    for name in ("lab08_ink.ipynb", "handouts/lab08_ink.zh-Hant.pdf", "lab08.zip"):
        assert (tmp_path / name).is_file()
