"""Finding the benchmarks of a course."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from fundamentals.benchmarking._benchmark import Benchmark
from fundamentals.errors import CourseError, FundamentalsError
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course, shown_path

_FOLDER = "benchmarks"
_LISTED = "BENCHMARKS"
# Scripts without such a list, such as one that draws pictures, are not run.
_LISTS = re.compile(rf"^{_LISTED}\b", re.MULTILINE)


def find_benchmarks(script: Path | None = None) -> tuple[Benchmark, ...]:
    """Return the ``BENCHMARKS`` of ``script``, or of all scripts in the course's folder.

    Args:
        script: A Python file; None for every file in ``benchmarks/`` that has such a list.

    Raises:
        CourseError: There is no course here, the script has no benchmarks, or two benchmarks have
            the same name.
    """
    if script is None:
        scripts = sorted((find_course().root / _FOLDER).glob("*.py"))
        benchmarks = [benchmark for path in scripts for benchmark in _listed(path)]
    else:
        benchmarks = list(_listed(script))
    if not benchmarks:
        raise _nothing_listed(script)
    names = [benchmark.name for benchmark in benchmarks]
    for name in names:
        if names.count(name) > 1:
            raise CourseError(
                Text("two benchmarks have the name {name}", "有兩個量測都叫 {name}").format(
                    name=name
                ),
                expected=Text("a different name for each", "每個量測都有自己的名稱"),
                fix=Text("rename one of them", "請把其中一個改名"),
            )
    return tuple(benchmarks)


def split_arguments(
    benchmarks: Sequence[Benchmark], words: Sequence[str]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the names among ``words``, and the values behind them by the options they are for."""
    arguments = {benchmark.name: benchmark.arguments for benchmark in benchmarks}
    names, values = [], {}
    waiting: Iterator[str] = iter(())
    for word in words:
        option = None if word in arguments else next(waiting, None)
        if option is None:
            names.append(word)
            waiting = iter(arguments.get(word, ()))
        else:
            values[option] = word
    return tuple(names), values


def choose(benchmarks: Sequence[Benchmark], names: Sequence[str]) -> tuple[Benchmark, ...]:
    """Return the benchmarks with these names, in this order; without names, all of them.

    Raises:
        CourseError: No benchmark has that name; the error suggests the nearest.
    """
    by_name = {benchmark.name: benchmark for benchmark in benchmarks}
    for name in names:
        if name not in by_name:
            nearest = difflib.get_close_matches(name, by_name, n=1, cutoff=0)[0]
            raise CourseError(
                Text("no benchmark has the name {name!r}", "沒有名為 {name!r} 的量測").format(
                    name=name
                ),
                expected=Text("one of {known}", "下列之一：{known}").format(
                    known=", ".join(by_name)
                ),
                fix=Text("the nearest is {nearest}", "最接近的是 {nearest}").format(
                    nearest=nearest
                ),
            )
    return tuple(by_name[name] for name in dict.fromkeys(names)) or tuple(benchmarks)


def _listed(path: Path) -> tuple[Benchmark, ...]:
    if path.is_file() and not _LISTS.search(path.read_text(encoding="utf-8")):
        return ()
    try:
        return tuple(getattr(load_module(path), _LISTED, ()))
    except FundamentalsError:
        raise
    except Exception as error:
        raise CourseError(
            Text(
                "{path} cannot be imported: {kind}: {error}", "{path} 無法匯入：{kind}：{error}"
            ).format(path=shown_path(path), kind=type(error).__name__, error=error),
            expected=Text("a script that can be imported", "沒有錯誤的程式檔"),
            fix=Text(
                "fix it; import optional packages only in the function that measures",
                "請修正；不一定有安裝的套件，要在量測的函式裡才匯入",
            ),
        ) from error


def _nothing_listed(script: Path | None) -> CourseError:
    return CourseError(
        Text("no benchmark in {place}", "{place} 裡沒有任何量測").format(
            place=f"{_FOLDER}/" if script is None else shown_path(script)
        ),
        expected=Text(
            "a script with a tuple {listed} of Benchmark objects",
            "含有 {listed}（Benchmark 物件的 tuple）的程式檔",
        ).format(listed=_LISTED),
        fix=Text(
            "docs/benchmarks.md shows how to write one", "docs/benchmarks.zh-Hant.md 說明寫法"
        ),
    )
