"""``fundamentals bench``: measure the figures that README and docs quote."""

from __future__ import annotations

import argparse
import contextlib
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._exit_statuses import INTERRUPTED
from fundamentals.cli._options import JSON, SEED
from fundamentals.errors import ArgumentError, FundamentalsError
from fundamentals.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundamentals.benchmarking import Benchmark, Figure, Machine, Measurement, Versions

EXIT_MISSED = 1

_DOCS = Path("docs")
_FILE = "figures.json"
_PICTURES = "pictures"
_HEADING = Text("\n{name}: {title}", "\n{name}：{title}")


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``bench``."""
    add_action(
        subparsers,
        "bench",
        summary,
        Text(
            "Measure the figures that README and docs quote, with the scripts in "
            "benchmarks/. Ctrl-C stops and keeps what was measured. Exit status 0: every "
            "figure was measured and is as required; 1: a required figure was not reached, "
            "or a benchmark failed.",
            "用 benchmarks/ 中的程式量測 README 與文件引用的數字。"
            "按 Ctrl-C 會結束並保留已量測的部分。"
            "結束狀態 0：全部量測完成且符合要求；1：有數字未達要求，或有量測失敗。",
        ),
        _run,
        Option(
            "names",
            Text(
                "what to measure (default: everything); after `photographs`, a folder to learn "
                "from and another to measure on",
                "要量測什麼（預設：全部）；`photographs` 之後可接兩個資料夾，一個學習，一個量測",
            ),
            metavar=Text("NAME", "名稱"),
            nargs="*",
        ),
        Option(
            "--list",
            Text(
                "list the benchmarks with their minutes and options",
                "列出所有量測、所需分鐘數與選項",
            ),
            action="store_true",
        ),
        JSON,
        SEED,
        Option(
            "--set",
            Text("set an option of a benchmark; may be repeated", "設定量測的選項；可重複使用"),
            metavar=Text("OPTION=VALUE", "選項=值"),
            action="append",
            default=[],
            type=_setting,
        ),
        Option(
            "--output",
            Text(
                "where to write the figures and their files (default: output/bench)",
                "數字與附屬檔案的輸出位置（預設：output/bench）",
            ),
            writes="folder",
            default=Path("output", "bench"),
        ),
        Option(
            "--record",
            Text(
                "write the figures to docs/figures.json, which quoted figures must match, and "
                "update the tables in the pages and the pictures in docs/pictures",
                "把數字寫入 docs/figures.json（文件引用的數字必須與它一致），"
                "並更新各頁的表格與 docs/pictures 裡的圖片",
            ),
            action="store_true",
        ),
        Option(
            "--tables",
            Text(
                "measure nothing; write the tables of README and docs again from "
                "docs/tables.toml and docs/figures.json",
                "不量測；由 docs/tables.toml 與 docs/figures.json 重新寫出 README 與文件裡的表格",
            ),
            action="store_true",
        ),
        Option(
            "--script",
            Text(
                "measure only with this script (default: all in benchmarks/)",
                "只用這個程式檔的量測（預設：benchmarks/ 中的全部）",
            ),
            metavar=Text("FILE", "檔案"),
            type=Path,
        ),
    )


def _run(options: argparse.Namespace) -> int:
    from fundamentals.benchmarking import Status, choose, find_benchmarks, split_arguments
    from fundamentals.files import prepare_folder

    if options.tables:
        return _write_tables()
    benchmarks = find_benchmarks(options.script)
    names, arguments = split_arguments(benchmarks, options.names)
    settings = {**dict(options.set), **arguments}
    chosen = choose(benchmarks, names)
    _check_settings(settings, chosen)
    if options.list:
        _print_list(chosen)
        return 0
    if options.record and settings:
        raise _only_defaults()
    prepare_folder(options.output)
    statuses = {measured.status for measured in _measure_all(chosen, settings, options)}
    if Status.INTERRUPTED in statuses:
        return INTERRUPTED
    return 0 if statuses == {Status.MEASURED} else EXIT_MISSED


def _write_tables() -> int:
    from fundamentals.benchmarking import write_tables
    from fundamentals.manifest import shown_path

    changed = write_tables(_root())
    for path in changed:
        print(Text("wrote {path}", "已寫入 {path}").format(path=shown_path(path)))
    if not changed:
        print(Text("every table is up to date", "所有表格都是最新的"))
    return 0


def _measure_all(
    chosen: Sequence[Benchmark], settings: dict[str, str], options: argparse.Namespace
) -> list[Measurement]:
    """Measure one after another, and write the results so far after each."""
    from fundamentals.benchmarking import Status, describe_machine, describe_versions, measure

    measurements: list[Measurement] = []
    # A benchmark prints progress; standard output is for figures only.
    with contextlib.redirect_stdout(sys.stderr):
        versions = describe_versions(_root(), aside=_DOCS)
        for benchmark in chosen:
            _announce(benchmark, len(measurements) + 1, len(chosen))
            measured = measure(
                benchmark,
                seed=options.seed,
                settings=settings,
                output=options.output / benchmark.name,
                announce=_print_figure,
            )
            measurements.append(measured)
            _print_error(measured)
            # Afterwards, because it imports TensorFlow, which must not already be imported in a
            # benchmark.
            machine = describe_machine()
            _write(measurements, machine, versions, options)
            if measured.status is Status.INTERRUPTED:
                break
    _print_measurements(measurements, machine, versions, as_json=options.json)
    return measurements


def _root() -> Path:
    from fundamentals.manifest import find_course

    return find_course().root


def _write(
    measurements: Sequence[Measurement],
    machine: Machine,
    versions: Versions,
    options: argparse.Namespace,
) -> None:
    from fundamentals.benchmarking import (
        document,
        record_measurements,
        renew_pictures,
        write_tables,
    )
    from fundamentals.files import whole_file

    path = options.output / _FILE
    with whole_file(path) as incomplete:
        incomplete.write_text(document(measurements, machine, versions), encoding="utf-8")
    if options.record:
        docs = _root() / _DOCS
        record_measurements(docs / _FILE, measurements[-1:], machine, versions)
        write_tables(_root())
        if measurements[-1].is_whole:
            renew_pictures(docs / _PICTURES, options.output / measurements[-1].benchmark.name)


def _announce(benchmark: Benchmark, number: int, count: int) -> None:
    line = Text(
        "[{number}/{count}] {name}: {title}, about {minutes:g} min",
        "[{number}/{count}] {name}：{title}，約 {minutes:g} 分鐘",
    ).format(
        number=number,
        count=count,
        name=benchmark.name,
        title=benchmark.title,
        minutes=benchmark.minutes,
    )
    print(f"\n{line}", flush=True)


def _print_figure(figure: Figure) -> None:
    print(f"  {figure.name}: {figure.printed}", flush=True)


def _print_error(measured: Measurement) -> None:
    """Report the error that ended a benchmark: our own in words, others with a traceback."""
    if measured.error is None:
        return
    if isinstance(measured.error, KeyboardInterrupt):
        print(Text("interrupted", "已中斷"))
    elif isinstance(measured.error, FundamentalsError):
        print(measured.error)
    else:
        traceback.print_exception(measured.error)


def _print_measurements(
    measurements: Sequence[Measurement], machine: Machine, versions: Versions, *, as_json: bool
) -> None:
    from rich.console import Console

    from fundamentals.benchmarking import circumstances, document, figures_table

    if as_json:
        print(document(measurements, machine, versions), end="")
        return
    console = Console(highlight=False, markup=False)
    for measured in measurements:
        if measured.figures:
            name, title = measured.benchmark.name, measured.benchmark.title
            console.print(str(_HEADING.format(name=name, title=title)), soft_wrap=True)
            console.print(figures_table(measured))
    for line in circumstances(measurements, machine, versions):
        console.print(str(line), soft_wrap=True)


def _print_list(benchmarks: Sequence[Benchmark]) -> None:
    from rich.console import Console

    from fundamentals.benchmarking import benchmarks_table

    Console(highlight=False, markup=False).print(benchmarks_table(benchmarks))


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(
            str(
                Text("expected OPTION=VALUE, got {text!r}", "{text!r} 不是「選項=值」").format(
                    text=text
                )
            )
        )
    return name, value


def _check_settings(settings: dict[str, str], chosen: Sequence[Benchmark]) -> None:
    """Refuse bad options before the first benchmark runs."""
    for benchmark in chosen:
        benchmark.read_options(settings)
    known = sorted({name for benchmark in chosen for name in benchmark.options})
    for name in settings:
        if name not in known:
            raise ArgumentError(
                Text("no option is called {name!r}", "沒有名為 {name!r} 的選項").format(name=name),
                expected=Text("one of: {known}", "下列之一：{known}").format(
                    known=", ".join(known)
                ),
                fix=Text(
                    "`fundamentals bench --list` shows each benchmark's options",
                    "`fundamentals bench --list` 會列出每項量測的選項",
                ),
            )


def _only_defaults() -> ArgumentError:
    return ArgumentError(
        Text("--record with --set", "--record 與 --set 同時出現"),
        expected=Text("a record measured with the default options", "以預設選項量測的紀錄"),
        fix=Text("remove one of the two", "請去掉其中一個"),
    )
