"""The site: each page in both languages, and no broken link."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.lab import load_module
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root
BUILD = ROOT / "docs" / "site" / "build.py"


@pytest.mark.slow
def test_the_site_has_every_page_in_both_languages(tmp_path: Path) -> None:
    # Warnings are errors: a link that leads nowhere, a page that no other leads to.
    subprocess.run([sys.executable, str(BUILD), "--no-run", "--output", str(tmp_path)], check=True)
    made = {
        language: {
            path.relative_to(tmp_path / language) for path in (tmp_path / language).rglob("*.html")
        }
        for language in ("en", "zh-Hant")
    }
    only_english = made["en"] - made["zh-Hant"]
    assert {path.parts[0] for path in only_english} <= {"api", "py-modindex.html"}
    assert made["zh-Hant"] <= made["en"]
    lab = (tmp_path / "zh-Hant" / "labs" / "lab03a_convolution.html").read_text(encoding="utf-8")
    assert "親手做卷積" in lab
    words = (tmp_path / "zh-Hant" / "searchindex.js").read_text(encoding="utf-8")
    assert "卷積".encode("unicode_escape").decode() in words


def test_a_missing_translation_ends_the_build() -> None:
    module = load_module(BUILD)
    with pytest.raises(SystemExit, match=r"gone\.zh-Hant\.md is missing"):
        module.read(ROOT / "docs" / "gone.zh-Hant.md")
