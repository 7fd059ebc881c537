"""Chinese text uses the deck's words, letter for letter."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from fundamentals.course._glossary import AVOIDED, TERMS
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root
TEXT = {".css", ".html", ".ipynb", ".js", ".json", ".md", ".py", ".toml", ".txt"}

# As the deck writes them.
DECK = {
    "kernel": "核心",
    "convolution": "卷積",
    "stride": "步長",
    "padding": "填充",
    "neuron": "神經元",
    "neural network": "神經網路",
    "edge": "邊緣",
    "max pooling": "最大池化",
    "dropout": "Dropout",
    "dense network": "密集神經網路",
    "accuracy": "準確度",
    "overfitting": "過度擬合",
}


@cache
def texts() -> list[tuple[str, str]]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    paths = [ROOT / name for name in names if name and Path(name).suffix in TEXT]
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in paths
        if path.is_file()
    ]


@pytest.mark.parametrize("word", AVOIDED, ids=AVOIDED.values())
def test_a_word_that_the_deck_does_not_use_stands_nowhere(word: str) -> None:
    found = [name for name, text in texts() if re.search(word, text)]
    assert not found, "\n".join(found)


def test_the_terms_are_the_decks() -> None:
    assert {term: TERMS[term] for term in DECK} == DECK
