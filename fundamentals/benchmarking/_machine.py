"""The computer and software with which a figure was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

from fundamentals._version import installed_versions
from fundamentals.training import describe_cpu, describe_device


@dataclass(frozen=True)
class Machine:
    """The computer.

    Attributes:
        processor: The manufacturer's name of the CPU.
        cores: CPU cores that this process may use.
        memory: Bytes of main memory; None if the system does not report it.
        system: Operating system with its version.
        gpu: The GPUs that TensorFlow trains on, if any: "2 × NVIDIA H100".
    """

    processor: str
    cores: int
    memory: int | None
    system: str
    gpu: str | None


@dataclass(frozen=True)
class Versions:
    """The software.

    Attributes:
        packages: Versions of Python, of this package and of the packages it computes with, by name.
        commit: Git's hash of the course's commit; None outside a Git checkout.
        dirty: Whether a file of that commit has been changed since; None outside a Git checkout.
    """

    packages: dict[str, str]
    commit: str | None
    dirty: bool | None


def describe_machine() -> Machine:
    """Return this computer; this imports TensorFlow, to find GPUs, and takes seconds."""
    cpu, device = describe_cpu(), describe_device()
    return Machine(
        processor=cpu.name,
        cores=cpu.count,
        memory=_memory(),
        system=platform.platform(),
        gpu=f"{device.count} × {device.name}" if device.kind == "GPU" else None,
    )


def describe_versions(root: Path, *, aside: Path | None = None) -> Versions:
    """Return the versions of the packages and of the course in folder ``root``.

    Args:
        root: The folder of the course.
        aside: A file or folder in it whose changes do not count, because no figure depends on it.
    """
    commit = _git(root, "rev-parse", "HEAD")
    but = () if aside is None else (f":!{aside.as_posix()}",)
    changes = _git(root, "status", "--porcelain", "--untracked-files=no", "--", ".", *but)
    return Versions(installed_versions(), commit, None if changes is None else bool(changes))


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError):  # Windows has no sysconf
        return None
