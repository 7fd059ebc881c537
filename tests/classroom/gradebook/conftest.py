"""A rubric in a module of its own, and an empty gradebook."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gradebook_class import RUBRIC

from fundamentals.classroom.gradebook import Gradebook
from fundamentals.grading import Check, Rubric
from fundamentals.manifest import find_course

_numbers = itertools.count()


@pytest.fixture
def make_rubric(tmp_path: Path) -> Iterator[Callable[..., Rubric]]:
    """Return the rubric in :data:`RUBRIC` with some text replaced."""
    made = []

    def make(*changes: tuple[str, str]) -> Rubric:
        source = RUBRIC
        for old, new in changes:
            assert old in source
            source = source.replace(old, new)
        name = f"rubric_{next(_numbers)}"
        path = tmp_path / f"{name}.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        made.append(name)
        spec.loader.exec_module(module)
        checks = tuple(value for value in vars(module).values() if isinstance(value, Check))
        return Rubric(find_course().lab("lab03a"), checks)

    yield make
    for name in made:
        del sys.modules[name]


@pytest.fixture
def rubric(make_rubric: Callable[..., Rubric]) -> Rubric:
    return make_rubric()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "class.db"


@pytest.fixture
def gradebook(path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(path, create=True) as opened:
        yield opened
