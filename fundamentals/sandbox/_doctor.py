"""Whether this machine has what a learner needs."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement

from fundamentals._version import DISTRIBUTION, PYTHON_VERSIONS
from fundamentals.language import Text


@dataclass(frozen=True)
class Condition:
    """The result of one test of this machine.

    Attributes:
        name: What was tested.
        found: What was found.
        is_good: Whether it is as it should be; None if either is fine.
    """

    name: Text
    found: Text
    is_good: bool | None


def examine_for_labs() -> Iterator[Condition]:
    """Yield the condition of each thing that a learner needs."""
    yield _python()
    yield from _packages()
    yield _device()
    yield from _datasets()
    yield _font()


def _python() -> Condition:
    first, last = PYTHON_VERSIONS
    return Condition(
        Text.untranslated("Python"),
        Text.untranslated(platform.python_version()),
        first <= sys.version_info[:2] <= last,
    )


def _packages() -> Iterator[Condition]:
    try:
        declared = importlib.metadata.requires(DISTRIBUTION) or ()
    except importlib.metadata.PackageNotFoundError:
        # Run from a folder on the path, which declares nothing.
        yield Condition(
            Text.untranslated(DISTRIBUTION), _not_installed(Requirement(DISTRIBUTION)), False
        )
        return
    for requirement in map(Requirement, declared):
        # A marker says for which version of Python it is, or for which extra.
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package(requirement)


def _package(requirement: Requirement) -> Condition:
    name = Text.untranslated(requirement.name)
    try:
        version = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return Condition(name, _not_installed(requirement), False)
    if requirement.specifier.contains(version, prereleases=True):
        return Condition(name, Text.untranslated(version), True)
    wrong = Text(
        '{version}; to fix: pip install "{needed}"', '{version}；請執行 pip install "{needed}"'
    )
    return Condition(name, wrong.format(version=version, needed=_declared(requirement)), False)


def _not_installed(requirement: Requirement) -> Text:
    missing = Text('missing: pip install "{needed}"', '未安裝：pip install "{needed}"')
    return missing.format(needed=_declared(requirement))


def _declared(requirement: Requirement) -> str:
    return f"{requirement.name}{requirement.specifier}"


def _device() -> Condition:
    from fundamentals.training import describe_device

    return Condition(Text("trains on", "訓練裝置"), describe_device().text, None)


def _datasets() -> Iterator[Condition]:
    from fundamentals.datasets import catalogue, data_home

    yield Condition(Text("data home", "資料位置"), Text.untranslated(str(data_home())), None)
    for entry in catalogue():
        absent = Text(
            "not here: fundamentals data fetch {name}", "尚未下載：fundamentals data fetch {name}"
        ).format(name=entry.name)
        found = absent if entry.location is None else Text.untranslated(str(entry.location))
        yield Condition(
            Text("dataset {name}", "資料集 {name}").format(name=entry.name),
            found,
            None if entry.location is None else True,
        )


def _font() -> Condition:
    from fundamentals.plotting import chinese_font

    font = chinese_font()
    missing = Text(
        "none, pictures are labeled in English: pip install pylopdf-fonts-zh-tw",
        "沒有，圖片以英文標示：pip install pylopdf-fonts-zh-tw",
    )
    return Condition(
        Text("Chinese font", "中文字型"),
        Text.untranslated(font) if font else missing,
        font is not None,
    )
