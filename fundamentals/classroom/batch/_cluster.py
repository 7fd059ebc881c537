"""Workers on other machines: a Dask cluster whose threads each grade in their own sandbox."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor

from fundamentals.errors import BatchError, MissingDependencyError, pip_install
from fundamentals.language import Text

_SECONDS_TO_CONNECT = 20


@contextlib.contextmanager
def open_cluster(address: str) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """Give an executor on the cluster, and a function that counts its threads.

    Workers need only this package with its ``grader`` extra, in the same release; no folder is
    shared.

    Args:
        address: Address of Dask's scheduler, ``tcp://host:8786``.

    Raises:
        MissingDependencyError: The package ``distributed`` is missing.
        BatchError: No scheduler answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingDependencyError(
            Text("--cluster needs the package distributed", "--cluster 需要套件 distributed"),
            expected=Text("the extra `cluster`", "附加套件組 `cluster`"),
            fix=Text("run: {command}", "請執行：{command}").format(command=pip_install("cluster")),
        ) from error
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise BatchError(
            Text("no cluster answers at {address}", "{address} 沒有叢集回應").format(
                address=address
            ),
            expected=Text(
                "the address of a Dask scheduler, tcp://host:8786",
                "Dask scheduler 的位址，例如 tcp://host:8786",
            ),
            fix=Text(
                "start `dask scheduler` and `dask worker`, and look at the address that it prints",
                "請啟動 `dask scheduler` 與 `dask worker`，並查看它印出的位址",
            ),
        ) from error
    with client:
        # Do not run a submission twice at once, and do not cache results.
        executor = client.get_executor(pure=False, retries=0)
        try:
            yield executor, lambda: sum(client.nthreads().values())
        finally:
            executor.shutdown(wait=False)
