"""Every sentence of every page, in both languages."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from fundamentals.language import LANGUAGES
from fundamentals.page_kit import page_texts

PAGES = ("fundamentals.explorer", "fundamentals.serving")


def source(package: str, folder: str = "page") -> str:
    """All markup and scripts of a folder."""
    files = (resources.files(package) / folder).iterdir()
    return "".join(
        file.read_text(encoding="utf-8") for file in files if file.name.endswith((".js", ".html"))
    )


def used_in(text: str) -> set[str]:
    """Every key that is used."""
    return set(re.findall(r'(?:say\(|data-text=|data-label=|key: )"([\w.]+)"', text))


@pytest.mark.parametrize("package", PAGES)
def test_every_sentence_stands_in_both_languages_with_the_same_fields(package: str) -> None:
    for key, text in page_texts(package).items():
        assert set(text) == set(LANGUAGES), key
        assert all(text.values()), key
        fields = [set(re.findall(r"\{(\w+)\}", sentence)) for sentence in text.values()]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("package", PAGES)
def test_every_sentence_is_used_and_every_one_used_exists(package: str) -> None:
    text = source(package) + source("fundamentals.page_kit", "common")
    texts = set(page_texts(package))
    used = used_in(text) | set(re.findall(r'"([a-z]+\.\w+)"', text)) & texts
    prefixes = set(re.findall(r"`([a-z]+\.)\$\{", text))
    assert used <= texts
    unused = {key for key in texts - used if key.split(".")[0] + "." not in prefixes}
    assert unused == set()


def test_each_challenge_of_the_training_has_its_words() -> None:
    text = source("fundamentals.explorer").partition("const CHALLENGES = [")[2].partition("\n];")[0]
    names = re.findall(r'name: "(\w+)"', text)
    assert len(names) >= 3
    words = {f"{kind}.{name}" for name in names for kind in ("challenge", "task", "advice")}
    assert words - set(page_texts("fundamentals.explorer")) == set(), "add them to texts.json"
