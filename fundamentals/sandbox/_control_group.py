"""A control group per submission: the kernel itself counts its memory and its processes.

It also counts what belongs to no process: unmapped shared memory, page tables, buffers. Version 2
needs a delegated subtree (``systemd-run --user --scope fundamentals grade ...``), version 1 a
hierarchy that this user, usually root, can write. Without either, address space is limited and
processes are watched.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fundamentals.language import Text

_PREFIX = "fundamentals-"
_numbers = itertools.count()


@dataclass(frozen=True)
class _Place:
    """A folder below which groups can be made.

    Attributes:
        folder: The folder.
        settings: Files to write, each with the name of the limit that it takes.
        optional: Files to write where the kernel has them, with their content.
        killed: The file that counts the processes killed for their memory; None if it counts none.
    """

    folder: Path
    settings: Mapping[str, str]
    optional: Mapping[str, str]
    killed: str | None = None


# Swap would let a submission use more memory than its share.
_VERSION_2 = _Place(
    Path(), {"memory.max": "memory", "pids.max": "processes"}, {"memory.swap.max": "0"},
    "memory.events",
)  # fmt: skip
_VERSION_1 = {
    "memory": _Place(
        Path(), {"memory.limit_in_bytes": "memory"}, {"memory.swappiness": "0"},
        "memory.oom_control",
    ),
    "pids": _Place(Path(), {"pids.max": "processes"}, {}),
}  # fmt: skip


class ControlGroup:
    """A control group for one submission's process.

    If no group can be made, this does nothing.
    """

    def __init__(self, process: int, limits: Mapping[str, int]) -> None:
        """Move the process with the id ``process`` into a new group with ``limits``.

        Args:
            process: As seen from here.
            limits: "memory" in bytes, "processes".
        """
        self._killed: list[Path] = []
        self._folders: list[Path] = []
        name = f"{_PREFIX}{os.getpid()}-{next(_numbers)}"
        for place in _places():
            folder = place.folder / name
            self._folders.append(folder)
            _make(folder, place, limits)
            (folder / "cgroup.procs").write_text(str(process))
            self._killed += [] if place.killed is None else [folder / place.killed]

    def killed_for_memory(self) -> bool:
        """Whether the kernel killed a process of the group because it ran out of memory."""
        # "oom_kill 1" is a line of both versions' files.
        return any(
            line.split()[0] == "oom_kill" and line.split()[1] != "0"
            for path in self._killed
            for line in path.read_text().splitlines()
        )

    def close(self) -> None:
        """Remove the group, whose processes are gone."""
        for folder in self._folders:
            with contextlib.suppress(OSError):
                folder.rmdir()


def describe_memory_limit() -> Text:
    """Describe what limits a submission's memory on this machine."""
    places = _places()
    if not places:
        return Text(
            "by address space and watching: no control group can be made here"
            " (systemd-run --user --scope gives one)",
            "以位址空間上限與監看限制：這裡無法建立 control group"
            "（systemd-run --user --scope 可提供）",
        )
    version = 2 if places[0].settings == _VERSION_2.settings else 1
    return Text(
        "by a control group (version {version})", "以 control group（第 {version} 版）限制"
    ).format(version=version)


def _make(folder: Path, place: _Place, limits: Mapping[str, int]) -> None:
    folder.mkdir()
    for file, limit in place.settings.items():
        (folder / file).write_text(str(limits[limit]))
    for file, content in place.optional.items():
        if (folder / file).exists():
            (folder / file).write_text(content)


@functools.cache
def _places() -> tuple[_Place, ...]:
    """Return where groups can be made: version 2's tree, or version 1's of memory and processes."""
    trees = dict(_own_folders())
    found = _usable(_VERSION_2, trees.get("", []))
    if found:
        return (found,)
    candidates = (_usable(place, trees.get(name, [])) for name, place in _VERSION_1.items())
    return tuple(place for place in candidates if place)


def _usable(place: _Place, folders: list[Path]) -> _Place | None:
    """Return ``place`` at the first of ``folders`` in which a group with limits can be made."""
    for folder in folders:
        _remove_abandoned(folder)
        trial = folder / f"{_PREFIX}{os.getpid()}-trial"
        with contextlib.suppress(OSError):
            try:
                _make(trial, place, {"memory": 2**40, "processes": 2**15})
                # Version 2 moves a process only where its old and its new group meet.
                if os.access(trial / "cgroup.procs", os.W_OK) and os.access(
                    folder / "cgroup.procs", os.W_OK
                ):
                    return _Place(folder, place.settings, place.optional, place.killed)
            finally:
                trial.rmdir()
    return None


def _remove_abandoned(folder: Path) -> None:
    """Remove the groups of graders that were killed."""
    for group in folder.glob(f"{_PREFIX}*-*"):
        process = group.name.split("-")[1]
        if not Path("/proc", process).exists():
            with contextlib.suppress(OSError):
                group.rmdir()


def _own_folders() -> Iterator[tuple[str, list[Path]]]:
    """Yield, for each hierarchy, this process's folder in it and those above.

    A hierarchy is named after its controller; version 2's name is "".
    """
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        mounts = dict(_mounts())
    except OSError:  # no Linux
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            if controller in mounts:
                root, mounted = mounts[controller]
                # In a container, the path may lie outside of what is mounted.
                inside = path[len(root) :] if path.startswith(root) else ""
                own = mounted / inside.strip("/")
                above = [own, *own.parents]
                yield controller, above[: above.index(mounted) + 1]


def _mounts() -> Iterator[tuple[str, tuple[str, Path]]]:
    """Yield where each hierarchy is mounted, and the path in it that is mounted there."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        mount, _, kind = line.partition(" - ")
        root, target = mount.split()[3:5]
        filesystem, _, options = kind.split()[:3]
        if filesystem == "cgroup2":
            yield "", (root.rstrip("/"), Path(target))
        elif filesystem == "cgroup":
            for controller in options.split(","):
                yield controller, (root.rstrip("/"), Path(target))
