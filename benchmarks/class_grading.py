"""Grading a class: its speed and memory, and whether anything is lost.

Every rate is compared within the same run on the same machine, which need not be idle. A part can
be run alone and at a smaller size:

    python benchmarks/class_grading.py class-rate --set submissions=100
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, run_keras_notebook
from fundamentals.classroom.batch import (
    Event,
    EventKind,
    WorkerPool,
    grade_class,
    open_class,
    open_cluster,
    take_in,
)
from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import Gradebook
from fundamentals.classroom.rehearsal import synthetic_class
from fundamentals.classroom.rehearsal._synthetic import SubmissionKind
from fundamentals.cli import main
from fundamentals.grading import load_rubric
from fundamentals.language import Text
from fundamentals.manifest import find_course

LAB = find_course(Path(__file__)).lab("lab03a")
RUBRIC = load_rubric(LAB)
WORKERS = 2
SECONDS = 1800.0
# Earlier results come from workers that were not warm.
WARM = 20
ORDINARY: Mapping[SubmissionKind, float] = {"right": 0.6, "wrong": 0.4}
UNRULY: Mapping[SubmissionKind, float] = {"malicious": 0.5, "slow": 0.5}


@dataclass
class Watched:
    """Observations of a run in progress."""

    events: list[Event] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def see(self, event: Event) -> None:
        """Record an event."""
        if event.what is EventKind.RETRIED:
            return
        self.events.append(event)
        self.times.append(time.perf_counter())
        self.memory.append(memory_of_all_processes())

    def rate(self) -> float:
        """Return submissions per second, after all workers are warm."""
        return (len(self.times) - WARM) / (self.times[-1] - self.times[WARM - 1])


def memory_of_all_processes() -> int:
    """Return the memory of this process and its children, without submissions' processes."""
    import psutil

    me, total = psutil.Process(), 0
    for process in (me, *me.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            if time.time() - process.create_time() > 3:
                total += process.memory_info().rss
    return total


def grade(folder: Path, path: Path) -> Watched:
    """Grade the class in ``folder`` into the gradebook ``path``, on a pool of workers."""
    pool = WorkerPool(WORKERS, seconds=SECONDS)
    try:
        return grade_on(pool, lambda: WORKERS, folder, path)
    finally:
        pool.shutdown(cancel_futures=True)


def grade_on(executor: Executor, capacity: Callable[[], int], folder: Path, path: Path) -> Watched:
    """Grade the class in ``folder`` into the gradebook ``path``, on ``executor``."""
    watched = Watched()
    with (
        contextlib.closing(open_class(folder)) as files,
        Gradebook.open(path, create=True) as gradebook,
    ):
        intake = take_in(files)
        gradebook.enter(LAB.id, intake.attempts)
        grade_class(RUBRIC, gradebook, intake, executor, capacity=capacity, tell=watched.see)
    return watched


def ordinary_class(folder: Path, learners: int, seed: int) -> Path:
    """Write a class of right and wrong submissions; return their folder."""
    return synthetic_class(folder, LAB, learners=learners, seed=seed, shares=ORDINARY).path


def export(path: Path) -> bytes:
    """Return the grades in the gradebook ``path`` as CSV."""
    with Gradebook.open(path) as gradebook:
        return GRADE_FORMATS["csv"]([gradebook.sheet(LAB.id)])


def scores(path: Path) -> dict[str, float | None]:
    """Return each learner's score in the gradebook ``path``."""
    with Gradebook.open(path) as gradebook:
        return {each.learner.id: each.score for each in gradebook.sheet(LAB.id).standings}


def number_of_different(folder: Path) -> int:
    """Return the number of different files: equal files are graded once."""
    return len({path.read_bytes() for path in folder.iterdir()})


def yes(name: str, title: Text, holds: bool) -> Figure:
    """Return a figure that is 1, as required, if ``holds``."""
    return Figure(name, title, float(holds), at_least=1, spec=".0f")


# A thousand submissions


def measure_rate(
    run: BenchmarkContext, *, submissions: int = 1000, notebooks: int = 15
) -> Iterator[Figure]:
    """Yield the rate, the rate of notebooks, the engine's overhead, and the memory."""
    notebook_rate = rate_of_notebooks(notebooks)
    title = Text("notebooks that only import Keras, two at once", "只匯入 Keras 的筆記本，一次兩份")
    note = Text(f"of {notebooks} notebooks", f"以 {notebooks} 份筆記本計")
    yield Figure("notebooks", title, notebook_rate, "/s", spec=".3f", note=note)
    with tempfile.TemporaryDirectory() as folder:
        class_folder = ordinary_class(Path(folder, "class"), submissions, run.seed)
        watched = grade(class_folder, Path(folder, "class.db"))
    title = Text("submissions of lab 3a, two workers", "實作 3a 的作答，兩個工作程序")
    yield Figure("submissions", title, watched.rate(), "/s", spec=".2f")
    title = Text("the one beside the other", "兩者之比")
    yield Figure("ratio", title, watched.rate() / notebook_rate, "×", at_least=20, spec=".1f")
    yield overhead(watched)
    yield from memory(watched)


def overhead(watched: Watched) -> Figure:
    """Return the workers' idle time as a fraction of grading time."""
    graded = [event.report.seconds for event in watched.events[WARM:] if event.report]
    offered = WORKERS * (watched.times[-1] - watched.times[WARM - 1])
    title = Text("overhead over the sum of the gradings", "引擎額外的時間，與評分總時間之比")
    return Figure("overhead", title, 100 * (offered / sum(graded) - 1), "%", at_most=10, spec=".1f")


def memory(watched: Watched) -> Iterator[Figure]:
    """Yield the memory of all processes at the hundredth submission and at the last."""
    first = min(100, len(watched.memory) // 2)
    early = statistics.median(watched.memory[first - 10 : first + 10])
    late = statistics.median(watched.memory[-20:])
    title = Text(f"memory at submission {first}", f"第 {first} 份時的記憶體")
    yield Figure("memory-early", title, early / 2**20, "MB", spec=",.0f")
    title = Text(f"memory at submission {len(watched.memory)}", "最後一份時的記憶體")
    yield Figure("memory-late", title, late / 2**20, "MB", spec=",.0f")
    title = Text("the one beside the other", "兩者之比")
    yield Figure("memory-growth", title, late / early, at_most=1.05, spec=".3f")


def rate_of_notebooks(count: int) -> float:
    """Return how many notebooks per second nbclient executes, two at once."""
    with ThreadPoolExecutor(WORKERS) as executor:
        start = time.perf_counter()
        for started in [executor.submit(run_keras_notebook) for _ in range(count)]:
            started.result()
        return count / (time.perf_counter() - start)


# Malicious and endless ones


def measure_unruly(run: BenchmarkContext, *, submissions: int = 200) -> Iterator[Figure]:
    """Yield the effect of 5 % malicious and 5 % endless submissions on the others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quiet = ordinary_class(folder / "quiet", submissions, run.seed)
        mixed = folder / "mixed"
        shutil.copytree(quiet, mixed)
        replaced = spoil(mixed, folder / "unruly", run.seed)
        before, after = (grade(each, folder / f"{n}.db") for n, each in enumerate((quiet, mixed)))
        expected, got = scores(folder / "0.db"), scores(folder / "1.db")
    same = all(got[name] == score for name, score in expected.items() if name not in replaced)
    yield yes("same-scores", Text("same scores for all others", "其他人的分數都相同"), same)
    quiet_time, mixed_time = (watched.times[-1] - watched.times[0] for watched in (before, after))
    taken = seconds_of(after, replaced) / WORKERS
    yield Figure("quiet", Text("the class without them", "沒有它們時"), quiet_time, "s", spec=".1f")
    yield Figure("mixed", Text("the class with them", "有它們時"), mixed_time, "s", spec=".1f")
    title = Text("what they took of their time limits", "它們用掉的時間限制")
    note = Text("by two workers", "由兩個工作程序分攤")
    yield Figure("taken", title, taken, "s", spec=".1f", note=note)
    title = Text("less this, beside the class without", "扣除後與沒有它們時之比")
    share = (mixed_time - taken) / quiet_time
    yield Figure("share", title, share, "×", at_most=1.5, spec=".2f")


def spoil(folder: Path, unruly: Path, seed: int) -> set[str]:
    """Replace a tenth of ``folder`` by malicious and endless submissions; return whose."""
    names = sorted(path.name for path in folder.iterdir())[::10]
    others = synthetic_class(unruly, LAB, learners=len(names), seed=seed, shares=UNRULY).path
    for name, other in zip(names, sorted(others.iterdir()), strict=True):
        (folder / name).unlink()
        target = (folder / name).with_suffix(other.suffix)
        target.write_bytes(other.read_bytes())
    return {Path(name).stem for name in names}


def seconds_of(watched: Watched, learners: set[str]) -> float:
    """Return the seconds of the submissions of ``learners``, whose files have their names."""
    return sum(
        event.report.seconds
        for event in watched.events
        if event.report is not None and Path(event.pending.path).stem in learners
    )


# kill -9


def measure_kills(
    run: BenchmarkContext, *, submissions: int = 120, kills: int = 20
) -> Iterator[Figure]:
    """Yield whether a run that is killed repeatedly gives the same result as an undisturbed one."""
    moments = random.Random(run.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        submitted = ordinary_class(folder / "class", submissions, run.seed)
        undisturbed, killed = folder / "undisturbed.db", folder / "killed.db"
        grade(submitted, undisturbed)
        left = 0
        for _ in run.each(range(kills), Text("kill", "第")):
            left += kill_amid(submitted, killed, moments)
        watched = grade(submitted, killed)
        expected = number_of_different(submitted)
        same = export(undisturbed) == export(killed)
        times = times_graded(killed)
    yield yes("identical", Text("export byte-identical", "匯出的檔案逐位元組相同"), same)
    title = Text("submissions graded twice", "重複評分的作答")
    yield Figure("twice", title, sum(n > 1 for n in times), at_most=0, spec=".0f")
    title = Text("submissions lost", "遺失的作答")
    yield Figure("lost", title, expected - len(times), at_most=0, spec=".0f")
    title = Text("processes left behind", "殘留的程序")
    yield Figure("processes", title, left, at_most=0, spec=".0f")
    title = Text("left to the last run", "留給最後一次的作答")
    yield Figure("last", title, len(watched.events), spec=".0f")


def kill_amid(submitted: Path, path: Path, moments: random.Random) -> int:
    """Start a run, kill it at a random moment, and return how many processes it left."""
    import psutil

    log = path.with_name(f"{path.name}.log.jsonl")
    command = [sys.executable, "-m", "fundamentals", "grade", str(submitted), "--lab", LAB.id]
    command += ["--gradebook", str(path), "--workers", str(WORKERS)]
    enough = lines_in(log) + moments.randrange(4)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        # Some are killed before the first is graded, most in mid-grading.
        while lines_in(log) < enough and process.poll() is None:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 1))
        if process.poll() is not None:
            raise RuntimeError("all was graded before the last kill: use more submissions")
        started = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
    return len(psutil.wait_procs(started, timeout=20)[1])


def lines_in(path: Path) -> int:
    """Return the number of lines in the file; 0 if it does not exist."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def times_graded(path: Path) -> list[int]:
    """Return how often each submission was graded."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [times for (times,) in connection.execute("SELECT times FROM grading")]


# A cluster


def measure_cluster(run: BenchmarkContext, *, submissions: int = 60) -> Iterator[Figure]:
    """Yield whether a Dask cluster that loses a worker gives the same grades."""
    from distributed import Client, LocalCluster

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        submitted = ordinary_class(folder / "class", submissions, run.seed)
        here, there = folder / "here.db", folder / "there.db"
        grade(submitted, here)
        with (
            LocalCluster(WORKERS, threads_per_worker=1, dashboard_address=":0") as cluster,
            Client(cluster) as client,
            open_cluster(cluster.scheduler_address, LAB) as (executor, capacity),
        ):
            victim = next(iter(client.run(os.getpid).values()))
            threading.Timer(0, kill_when, (victim, there, submissions // 3)).start()
            watched = grade_on(executor, capacity, submitted, there)
            if victim in client.run(os.getpid).values():
                raise RuntimeError("no worker was killed")
        expected = number_of_different(submitted)
        same = export(here) == export(there)
    graded = sum(event.what is EventKind.GRADED for event in watched.events)
    title = Text("not graded, with one of two workers killed", "一個工作程序被終止後未評分的作答")
    yield Figure("ungraded", title, expected - graded, at_most=0, spec=".0f")
    yield yes("identical", Text("same grades as without a cluster", "成績與本機相同"), same)


def kill_when(pid: int, path: Path, graded: int) -> None:
    """Kill process ``pid`` once the given number of submissions is in the gradebook."""
    import sqlite3

    so_far = 0
    while so_far < graded:
        time.sleep(0.1)
        # It may not exist yet.
        with contextlib.suppress(sqlite3.OperationalError):
            so_far = len(times_graded(path))
    os.kill(pid, signal.SIGKILL)


BENCHMARKS = (
    Benchmark(
        "class-rate",
        Text("a class of 1,000, beside as many notebooks", "一千份作答，與同樣多的筆記本相比"),
        minutes=5,
        measure=measure_rate,
    ),
    Benchmark(
        "class-unruly",
        Text("a class with malicious and endless submissions", "含惡意與無窮迴圈作答的班級"),
        minutes=4,
        measure=measure_unruly,
    ),
    Benchmark(
        "class-kills",
        Text("a run killed twenty times", "被強制終止二十次的執行"),
        minutes=5,
        measure=measure_kills,
    ),
    Benchmark(
        "class-cluster",
        Text("a Dask cluster that loses a worker", "失去一個工作程序的 Dask 叢集"),
        minutes=2,
        measure=measure_cluster,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
