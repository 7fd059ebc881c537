"""The English term follows in brackets where a Chinese text first uses a term of the field."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

from fundamentals.course._glossary import TERMS, WELL_KNOWN
from fundamentals.manifest import Lab, find_course

COURSE = find_course(Path(__file__))
PAGES = ("benchmarks", "colab", "explorer", "photographs", "plots", "quick-start", "serving")
"""What learners read; elsewhere 核心 is a processor's and 權重 a grade's."""

TERM = {term: english for english, term in TERMS.items() if english not in {*WELL_KNOWN, "dropout"}}
ANY_TERM = re.compile("|".join(sorted(map(re.escape, TERMS.values()), key=len, reverse=True)))


def lab_paragraphs(source: str) -> list[str]:
    """Return the paragraphs of the markdown cells and docstrings, in the order of reading."""
    paragraphs = [""]
    markdown = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and token.string.startswith("# %%"):
            markdown = "[markdown]" in token.string
            paragraphs.append("")
        elif token.type == tokenize.COMMENT and markdown:
            line = token.string.removeprefix("#").strip()
            paragraphs += ["", line] if line.startswith("#") else []
            paragraphs += [""] if not line else []
            paragraphs[-1] += line if not line.startswith("#") else ""
        elif token.type == tokenize.STRING and token.string.startswith('"""'):
            paragraphs += re.split(r"\n\s*\n", token.string)
    return [re.sub(r"\s*\n\s*", "", paragraph) for paragraph in paragraphs]


def page_paragraphs(text: str) -> list[str]:
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)^(#.*)$", r"\n\1\n", text)
    return [re.sub(r"\s*\n\s*", "", each) for each in re.split(r"\n\s*\n", text)]


def not_introduced(paragraphs: list[str]) -> list[str]:
    """Return each term whose first use has no English behind it, with what stands around it.

    Titles and tables have no room for it, but may have it.
    """
    met: set[str] = set()
    missing = []
    for paragraph in paragraphs:
        prose = re.sub(r"`[^`]*`|!\[[^]]*\]|\]\([^)]*\)", "", paragraph)
        for found in ANY_TERM.finditer(prose):
            term = found.group()
            if term in met or term not in TERM:
                continue
            behind = prose[found.end() :]
            told = re.match(
                rf"[\u4e00-\u9fff]{{0,4}}\*? ?\([^)]*{TERM[term]}", behind, re.IGNORECASE
            )
            if told or not paragraph.startswith(("#", "|", "> |")):
                met.add(term)
            if not told and term in met:
                missing.append(prose[max(0, found.start() - 12) : found.end() + 12])
    return missing


def test_a_first_use_without_english_is_found() -> None:
    paragraphs = [
        "# 核心",
        "把核心滑過圖像。",
        "每一步是*步長 (stride)*。",
        "填充 (padding) 與步長",
    ]
    assert not_introduced(paragraphs) == ["把核心滑過圖像。"]


@pytest.mark.parametrize("lab", COURSE.labs, ids=lambda lab: lab.id)
def test_a_lab_introduces_its_terms(lab: Lab) -> None:
    path = COURSE.root / "labs" / "zh_hant" / f"{lab.id}.py"
    assert not_introduced(lab_paragraphs(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", ["README.zh-Hant.md", *(f"docs/{p}.zh-Hant.md" for p in PAGES)])
def test_a_page_for_learners_introduces_its_terms(page: str) -> None:
    text = (COURSE.root / page).read_text(encoding="utf-8")
    assert not_introduced(page_paragraphs(text)) == []
