"""Measurements, and the available benchmarks, as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fundamentals.benchmarking._benchmark import Benchmark, Figure
from fundamentals.benchmarking._machine import Machine, Versions
from fundamentals.benchmarking._measure import Measurement, Status
from fundamentals.language import Text

if TYPE_CHECKING:
    from rich.table import Table

_MARKS = {True: "✓", False: "✗"}
_STATUSES = {
    Status.MEASURED: Text("measured", "完成"),
    Status.MISSED: Text("a required figure was not reached", "有數字未達要求"),
    Status.FAILED: Text("failed", "失敗"),
    Status.INTERRUPTED: Text("interrupted", "已中斷"),
}
_OUTCOME = Text(
    "{name}: {status}; {seconds:.0f} s, seed {seed}{options}{load}",
    "{name}：{status}；{seconds:.0f} 秒，種子 {seed}{options}{load}",
)
_LOAD = Text(", load average before it {load:.2f}", "，開始前的平均負載 {load:.2f}")
_MACHINE = Text(
    "{processor}, {cores} {cores:core|cores}{memory}; {system}; {gpu}",
    "{processor}，{cores} 核心{memory}；{system}；{gpu}",
)
_MEMORY = Text(", {gib:.0f} GiB", "，{gib:.0f} GiB")
_COMMIT = Text("commit {commit}{changed}", "提交 {commit}{changed}")


def figures_table(measured: Measurement) -> Table:
    """Return the figures of one benchmark, one per row, in the current language."""
    table = _table()
    table.add_column(str(Text("figure", "數字")), overflow="fold")
    table.add_column("")
    table.add_column(str(Text("value", "數值")), justify="right", no_wrap=True)
    table.add_column(str(Text("required", "要求")), justify="right", no_wrap=True)
    for figure in measured.figures:
        table.add_row(figure.name, _explained(figure), figure.printed, _judged(figure))
    return table


def benchmarks_table(benchmarks: Sequence[Benchmark]) -> Table:
    """Return the benchmarks with minutes and options, one per row, in the current language."""
    table = _table()
    table.add_column(str(Text("name", "名稱")), no_wrap=True)
    table.add_column(str(Text("what is measured", "量測內容")))
    table.add_column(str(Text("minutes", "分鐘")), justify="right")
    table.add_column(str(Text("options", "選項")))
    for benchmark in benchmarks:
        options = ", ".join(f"{name}={value}" for name, value in benchmark.options.items())
        table.add_row(benchmark.name, str(benchmark.title), f"{benchmark.minutes:g}", options)
    return table


def circumstances(
    measurements: Sequence[Measurement], machine: Machine, versions: Versions
) -> list[Text]:
    """Return lines on how each benchmark ended, on the machine and on the versions."""
    return [*map(_ending, measurements), _described(machine), *_versions(versions)]


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False)


def _explained(figure: Figure) -> str:
    return str(figure.title) if figure.note is None else f"{figure.title} ({figure.note})"


def _judged(figure: Figure) -> str:
    return f"{figure.required} {_MARKS[figure.is_met]}" if figure.required else ""


def _ending(measured: Measurement) -> Text:
    options = "".join(f", {name}={value}" for name, value in measured.options.items())
    load = measured.load_average
    return _OUTCOME.format(
        name=measured.benchmark.name,
        status=_STATUSES[measured.status],
        seconds=measured.seconds,
        seed=measured.seed,
        options=options,
        load="" if load is None else _LOAD.format(load=load),
    )


def _described(machine: Machine) -> Text:
    return _MACHINE.format(
        processor=machine.processor,
        cores=machine.cores,
        memory=_MEMORY.format(gib=machine.memory / 2**30) if machine.memory else "",
        system=machine.system,
        gpu=machine.gpu or Text("no GPU", "沒有 GPU"),
    )


def _versions(versions: Versions) -> list[Text]:
    packages = ", ".join(f"{name} {version}" for name, version in versions.packages.items())
    lines = [Text.untranslated(packages)]
    if versions.commit is not None:
        changed = Text(", with uncommitted changes", "，之後檔案有更動")
        lines.append(
            _COMMIT.format(commit=versions.commit[:12], changed=changed if versions.dirty else "")
        )
    return lines
