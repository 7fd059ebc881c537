"""Attempts to break out of the sandbox, which ``fundamentals doctor`` runs as a submission.

Each function returns what got through, which is nothing if the sandbox works. Never call one
outside a sandbox.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

_WHILE = 5.0


def reach_network(port: int) -> list[str]:
    """Connect to ``port`` of this machine and to the internet, and resolve a name."""
    through = []
    for host in ("127.0.0.1", "1.1.1.1"):
        with contextlib.suppress(OSError):
            socket.create_connection((host, port), timeout=1).close()
            through.append(host)
    with contextlib.suppress(OSError):
        through.append(str(socket.gethostbyname("pypi.org")))
    with contextlib.suppress(OSError):
        socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()
        through.append("AF_VSOCK")
    return through


def read_files(paths: list[str]) -> list[str]:
    """Open each of ``paths``."""
    through = []
    for path in paths:
        with contextlib.suppress(OSError):
            Path(path).open("rb").close()
            through.append(path)
    return through


def write_files(folders: list[str]) -> list[str]:
    """Write a file into each of ``folders``."""
    through = []
    for folder in folders:
        with contextlib.suppress(OSError):
            Path(folder, "written_from_the_sandbox").write_text("")
            through.append(folder)
    return through


def signal_processes(pids: list[int]) -> list[int]:
    """Signal each of ``pids``, and the process that started this one."""
    through = []
    for pid in [*pids, os.getppid()]:
        with contextlib.suppress(OSError):
            os.kill(pid, 0)
            # 0, the parent that lives in another namespace, stands for one's own process group.
            through += [pid] if pid else []
    return through


def take_memory_without_end() -> None:
    """Allocate memory until something stops it."""
    taken = []
    while True:
        taken.append(bytearray(os.urandom(2**20)) * 64)


def start_processes() -> list[str]:
    """Start a process in each way that Python offers."""
    through = []
    with contextlib.suppress(OSError):
        if os.fork() == 0:
            os._exit(0)
        through.append("fork")
    with contextlib.suppress(OSError):
        subprocess.run([sys.executable, "-c", ""], check=False)
        through.append("subprocess")
    return through


def start_threads(limit: int) -> int:
    """Start twice ``limit`` threads and keep them for a while; return how many there are."""
    threads: list[threading.Thread] = []
    with contextlib.suppress(RuntimeError):
        while len(threads) < 2 * limit:
            threads.append(threading.Thread(target=time.sleep, args=(_WHILE,)))
            threads[-1].start()
    if len(threads) > limit:
        time.sleep(_WHILE)
    return len(threads)


def fill_the_disk() -> int:
    """Write to the submission's own folder until it is full; return how many bytes fit."""
    written = 0
    block = os.urandom(2**20)
    with contextlib.suppress(OSError):
        for number in range(2**16):
            Path(f"{number}").write_bytes(block)
            written += len(block)
    return written


def run_without_end() -> None:
    """Never return."""
    while True:
        pass
