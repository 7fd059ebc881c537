"""Readers of strangers' files and answers, fed with broken ones; ``benchmarks/fuzz.py`` does more.

A file of a target's folder once crashed it; those that end in ``.gz`` are compressed.
"""

from __future__ import annotations

import gzip
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
SECONDS = 0.4


def load() -> ModuleType:
    path = HERE.parents[1] / "benchmarks" / "fuzz.py"
    spec = importlib.util.spec_from_file_location("fuzz_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FUZZ = load()
KNOWN = sorted(path for path in HERE.glob("*/*") if path.parent.name in FUZZ.TARGETS)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FUZZ.TARGETS)
def test_damaged_input_is_refused_and_never_crashes_a_reader(name: str, tmp_path: Path) -> None:
    target = FUZZ.TARGETS[name]
    for seed in target.seeds():
        assert not target.crash_of(seed, tmp_path)
    tried, crashes = FUZZ.fuzz(target, SECONDS, 0, kept=tmp_path / "at-hand", folder=tmp_path)
    assert tried
    assert not crashes


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", KNOWN, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_crashed_a_reader_is_refused(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    assert not FUZZ.TARGETS[path.parent.name].crash_of(content, tmp_path)
