"""Workers on other machines: a Dask cluster whose threads each grade in their own sandbox.

A worker grades only after it has described itself: a different release or rubric could give
different scores, and a machine without the sandbox's tools cannot grade. Refused, lost and missing
workers are named as it happens.
"""

from __future__ import annotations

import contextlib
import logging
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

from fundamentals._version import __version__
from fundamentals.classroom.batch._grade_submission import rubric_digest
from fundamentals.errors import BatchError, FundamentalsError, MissingDependencyError, pip_install
from fundamentals.language import Text
from fundamentals.manifest import Lab
from fundamentals.sandbox import require_isolation

_SECONDS_TO_CONNECT = 20
# Between two checks of which workers are there.
_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_TO_ANSWER = 60
# A cluster that grows on demand may take minutes to start its first worker.
_SECONDS_UNTIL_NO_WORKER_IS_SAID = 5.0
_SECONDS_WITHOUT_WORKERS = 600.0
# A restarted scheduler is found again within this.
_SECONDS_WITHOUT_SCHEDULER = 15.0

Say = Callable[[Text], None]


@dataclass(frozen=True)
class WorkerFacts:
    """How a worker describes itself.

    Attributes:
        release: Of this package.
        digest: Of the lab's rubric, as :func:`rubric_digest` makes it; empty if it has none.
        problem: Why it cannot run submissions; None if it can.
    """

    release: str
    digest: str
    problem: str | None


def describe_worker(lab: Lab) -> WorkerFacts:
    """Describe the worker that runs this, for grading ``lab``."""
    try:
        require_isolation()
        return WorkerFacts(__version__, rubric_digest(lab), None)
    except FundamentalsError as error:
        return WorkerFacts(__version__, "", str(error.args[0]))


@contextlib.contextmanager
def open_cluster(
    address: str, lab: Lab, say: Say = lambda text: None
) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """Yield an executor on the cluster, and a function that counts the threads that may grade.

    Workers need only this package with its ``grader`` extra, in the same release; no folder is
    shared.

    Args:
        address: Of Dask's scheduler, ``tcp://host:8786``.
        lab: What is graded.
        say: Called with each event of a worker.

    Raises:
        MissingDependencyError: The package ``distributed`` is missing.
        BatchError: No scheduler answers there; counting raises it when the scheduler has gone, or
            when there has been no worker for ten minutes, or only workers that are refused.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingDependencyError(
            Text("--cluster needs the package distributed", "--cluster 需要套件 distributed"),
            expected=Text("the extra `cluster`", "附加套件組 `cluster`"),
            fix=Text("run: {command}", "請執行：{command}").format(command=pip_install("cluster")),
        ) from error
    with _quiet():
        try:
            client = Client(address, timeout=_SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:
            raise _no_scheduler(address) from error
        cluster = _Cluster(client, address, lab, say)
        try:
            yield cluster, cluster.capacity
        finally:
            cluster.shutdown(wait=False)
            # A lost scheduler does not announce itself.
            with contextlib.suppress(Exception):
                client.close(timeout=2)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from logging tracebacks of lost connections to the terminal."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


class _Cluster(Executor):
    """Runs functions on the workers that may grade."""

    def __init__(self, client: Any, address: str, lab: Lab, say: Say) -> None:
        self._client = client
        self._address = address
        self._lab = lab
        self._say = say
        self._own = WorkerFacts(__version__, rubric_digest(lab), None)
        self._admitted: dict[str, int] = {}
        self._refused: dict[str, Text] = {}
        self._executors: list[Executor] = []
        self._looked = -math.inf
        self._seen = time.monotonic()
        self._told_missing = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn`` on an admitted worker; waits until there is one."""
        while not self.capacity():
            time.sleep(_SECONDS_BETWEEN_LOOKS / 4)
        return self._executors[-1].submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up on what has not come back."""
        for executor in self._executors:
            with contextlib.suppress(Exception):
                executor.shutdown(wait=wait)

    def capacity(self) -> int:
        """Return how many threads may grade now.

        Raises:
            BatchError: The cluster has gone.
        """
        self._wait_for_scheduler()
        if time.monotonic() - self._looked >= _SECONDS_BETWEEN_LOOKS:
            self._look()
            self._looked = time.monotonic()
        return sum(self._admitted.values())

    def _wait_for_scheduler(self) -> None:
        until = time.monotonic() + _SECONDS_WITHOUT_SCHEDULER
        while self._client.status != "running":
            if self._client.status == "closed" or time.monotonic() > until:
                raise _scheduler_gone(self._address)
            time.sleep(0.1)

    def _look(self) -> None:
        """Admit or refuse new workers, and say which ones are lost."""
        try:
            threads = dict(self._client.nthreads())
            unknown = [each for each in threads if each not in {*self._admitted, *self._refused}]
            facts = self._ask(unknown) if unknown else {}
        except (OSError, TimeoutError, RuntimeError, ValueError):
            # The scheduler has gone, or a worker while it was asked: the next look tells.
            self._wait_for_scheduler()
            return
        for worker, said in facts.items():
            if problem := self._problem(said):
                self._refused[worker] = problem
                self._say(_REFUSED.format(worker=worker, problem=problem))
        admitted = {each: threads[each] for each in threads if each not in self._refused}
        lost = self._admitted.keys() - admitted.keys()
        for worker in sorted(lost):
            self._say(_LOST.format(worker=worker, left=len(admitted)))
        if admitted.keys() != self._admitted.keys() and admitted:
            # Never two at once of one submission, and no result kept for another.
            self._executors.append(
                self._client.get_executor(
                    pure=False, retries=0, workers=list(admitted), allow_other_workers=False
                )
            )
        self._admitted = admitted
        self._complain_if_nobody(bool(threads))

    def _ask(self, workers: list[str]) -> dict[str, Any]:
        answers = self._client.run(
            describe_worker, self._lab, workers=workers, on_error="return", nanny=False
        )
        return dict(answers)

    def _problem(self, facts: Any) -> Text | None:
        """Return why a worker may not grade; None if it may."""
        if not isinstance(facts, WorkerFacts):
            return _NO_RELEASE.format(error=f"{type(facts).__name__}: {facts}"[:200])
        if facts.release != self._own.release:
            return _OTHER_RELEASE.format(theirs=facts.release, ours=self._own.release)
        if facts.problem is not None:
            return Text.untranslated(facts.problem)
        return None if facts.digest == self._own.digest else _OTHER_RUBRIC

    def _complain_if_nobody(self, any_worker: bool) -> None:
        now = time.monotonic()
        if self._admitted:
            self._seen, self._told_missing = now, False
            return
        if any_worker:
            raise _only_refused(self._refused)
        if now - self._seen > _SECONDS_WITHOUT_WORKERS:
            raise _nobody(self._address)
        if not self._told_missing and now - self._seen > _SECONDS_UNTIL_NO_WORKER_IS_SAID:
            self._told_missing = True
            self._say(_WAITING.format(address=self._address))


_REFUSED = Text("worker {worker} refused: {problem}", "拒絕工作程序 {worker}：{problem}")
_LOST = Text("worker {worker} lost; {left} left", "失去工作程序 {worker}；還有 {left} 個")
_WAITING = Text(
    "no worker at {address} yet: waiting; start `dask worker {address}`",
    "{address} 還沒有工作程序，等待中；請啟動 `dask worker {address}`",
)
_OTHER_RELEASE = Text(
    "it has release {theirs} of this package instead of {ours}",
    "它的套件是 {theirs} 版，不是 {ours} 版",
)
_NO_RELEASE = Text(
    "it has another release of this package, or none ({error})",
    "它的套件是別的版本，或沒有安裝（{error}）",
)
_OTHER_RUBRIC = Text("its checks of this lab differ from the ones here", "它的檢查項目和這裡的不同")
_UPDATE = Text(
    "install the same release and the same course on every worker, restart the workers, and run "
    "this command again",
    "請在每個工作程序的機器安裝同一版套件與課程，重新啟動後再執行一次",
)


def _no_scheduler(address: str) -> BatchError:
    return BatchError(
        Text("no cluster answers at {address}", "{address} 沒有叢集回應").format(address=address),
        expected=Text(
            "the address of a Dask scheduler, tcp://host:8786",
            "Dask scheduler 的位址，例如 tcp://host:8786",
        ),
        fix=Text(
            "start `dask scheduler` and `dask worker`, and use the address that the "
            "scheduler prints",
            "請啟動 `dask scheduler` 與 `dask worker`，並查看它印出的位址",
        ),
    )


def _scheduler_gone(address: str) -> BatchError:
    return BatchError(
        Text("the cluster at {address} no longer answers", "{address} 的叢集已經離線").format(
            address=address
        ),
        expected=Text("a scheduler that keeps running until the end", "持續執行到結束的 scheduler"),
        fix=Text(
            "start the scheduler and the workers again, and run this command again: finished "
            "grades are kept",
            "請重新啟動 scheduler 與 worker，再執行一次：評好的結果都已保存",
        ),
    )


def _nobody(address: str) -> BatchError:
    return BatchError(
        Text("no worker at {address} for 10 minutes", "{address} 已經 10 分鐘沒有工作程序").format(
            address=address
        ),
        expected=Text("at least one worker", "至少一個工作程序"),
        fix=Text(
            "start `dask worker {address}`, and run this command again",
            "請啟動 `dask worker {address}`，再執行一次",
        ).format(address=address),
    )


def _only_refused(refused: dict[str, Text]) -> BatchError:
    said = [Text(f"{name}: {why.en}", f"{name}：{why.zh_hant}") for name, why in refused.items()]
    return BatchError(
        Text("every worker was refused: {said}", "所有工作程序都被拒絕：{said}").format(
            said=Text("; ".join(each.en for each in said), "；".join(each.zh_hant for each in said))
        ),
        expected=Text(
            "workers with this release, these checks and the sandbox's tools",
            "版本與檢查項目都相同、而且有隔離環境工具的工作程序",
        ),
        fix=_UPDATE,
    )
