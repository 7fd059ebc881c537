"""The worked example of the docs, followed word for word in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root
DOCS = [ROOT / "docs" / name for name in ("writing-a-lab.md", "writing-a-lab.zh-Hant.md")]
_BLOCK = re.compile(r"```(console|toml|python)\n(.*?)```", re.DOTALL)
_PLACE = re.compile(r"# (\S+?)[,，].*\n")


def blocks(path: Path) -> list[tuple[str, str]]:
    """Return kind and text of the code blocks of section 7."""
    return _BLOCK.findall(path.read_text("utf-8").partition("\n## 7. ")[2])


def put(text: str, root: Path) -> None:
    """Write a block to the file that its first line names."""
    place = _PLACE.match(text)
    assert place is not None, text
    path, content = root / place[1], text[place.end() :]
    before = path.read_text("utf-8") if path.exists() else ""
    if path.name == "solution.py":
        above, heading, below = before.partition('# %% [markdown] lang="en"\n# ## 3.')
        assert heading
        after = f"{above}{content.lstrip()}\n\n{heading}{below}"
    else:
        after = before + content
    path.write_text(after, "utf-8")


def test_both_languages_show_the_same_steps() -> None:
    english, chinese = map(blocks, DOCS)
    assert [(kind, _PLACE.sub("", text)) for kind, text in english] == [
        (kind, _PLACE.sub("", text)) for kind, text in chinese
    ]
    assert len(english) == 11


def test_a_new_lab_touches_one_folder_and_a_mistake_two_files() -> None:
    edited = {match[1] for _, text in blocks(DOCS[0]) if (match := _PLACE.match(text))}
    assert {Path(path).parts[:2] for path in edited} == {("solutions", "lab08_ink")}
    with_the_mistake = {
        match[1]
        for _, text in blocks(DOCS[0])
        if re.search(r"def ink_of_all_images|\[ink-of-all-images\]", text)
        and (match := _PLACE.match(text))
    }
    assert {Path(path).name for path in with_the_mistake} == {"checks.py", "mistakes.toml"}


@pytest.mark.slow
def test_the_worked_example_works(tmp_path: Path) -> None:
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
    assert "1 lab, 2 tasks: everything is correct" in printed
    assert "1 lab, 4 tasks: everything is correct" in printed
    assert "Every task is done." in printed
    for name in ("lab08_ink.ipynb", "handouts/lab08_ink.zh-Hant.pdf", "lab08.zip"):
        assert (tmp_path / name).is_file()
