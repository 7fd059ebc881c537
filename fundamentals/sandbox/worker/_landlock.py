"""How a new fork of the warm worker confines itself before it sees a submission.

The worker keeps CAP_SYS_ADMIN, inside the user namespace that bubblewrap made for it and nowhere
else, for two things: a process namespace for each submission, so that killing its first process
kills all, and an empty folder of limited size for it. The fork drops it before it reads a request.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fundamentals.sandbox.worker import JOB
from fundamentals.sandbox.worker._seccomp import refuse_system_calls

# From linux/sched.h, linux/mount.h, linux/prctl.h and linux/capability.h.
_CLONE_NEWNS, _CLONE_NEWIPC, _CLONE_NEWPID = 0x20000, 0x08000000, 0x20000000
_CLONE_NEWNET = 0x40000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT, _MS_BIND = 1, 2, 4, 8, 32, 4096
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_PROC_FLAGS = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
# Address space that is mapped and never touched.
_UNUSED = 4 * 2**30
# Linux keeps the first 300 process ids back when ids start over.
_RESERVED_PIDS = 301

_libc = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def new_process_namespace() -> Iterator[None]:
    """Make the process forked inside the block the first one of a new process namespace."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY)
    try:
        _call("unshare", _CLONE_NEWPID)
        yield
        _call("setns", own, _CLONE_NEWPID)
    finally:
        os.close(own)


def confine(limits: Mapping[str, Any], readable: Sequence[str]) -> None:
    """Confine the calling process permanently.

    Args:
        limits: "memory" and "disk" in bytes, "processes", "files", "cpu_seconds".
        readable: Paths that it may read; it may write only to ``JOB``.

    Raises:
        OSError: The kernel refused a step.
        sandlock.SandlockError: Landlock refused.
    """
    _mount_own_folders(limits["disk"])
    _limit_namespaces(limits["processes"])
    _limit_resources(limits)
    _drop_capabilities()
    _landlock(readable)
    refuse_system_calls()


def _mount_own_folders(disk: int) -> None:
    # A network of its own has nothing in it, not even counters that another submission could read.
    _call("unshare", _CLONE_NEWNS | _CLONE_NEWIPC | _CLONE_NEWNET)
    _call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    # It shows the processes of the new namespace only.
    _call("mount", b"proc", b"/proc", b"proc", _PROC_FLAGS, None)
    options = f"size={disk},nr_inodes=4096,mode=700".encode()
    _call("mount", b"job", JOB.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options)
    # Locks of `multiprocessing`, which `PyDataset(workers=2)` makes, are files there.
    _call("mount", b"shm", b"/dev/shm", b"tmpfs", _PROC_FLAGS, b"size=1m,nr_inodes=64,mode=700")
    os.chdir(JOB)
    os.environ.update(HOME=JOB, TMPDIR=JOB)
    # The worker's folder for temporary files is not this process's.
    tempfile.tempdir = None


def _limit_namespaces(processes: int) -> None:
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    # A namespace has its own limit since Linux 6.14; before, the limits below have to do.
    with contextlib.suppress(OSError):
        Path("/proc/sys/kernel/pid_max").write_text(str(_RESERVED_PIDS + processes))
    # To the kernel, the user of a sandbox that root started is root, who may change many settings.
    _call("mount", None, b"/proc", None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _PROC_FLAGS, None)


def _limit_resources(limits: Mapping[str, Any]) -> None:
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for kind, limit in {
        # Only a backstop, for one huge allocation: threads and TensorFlow map far more than they
        # use, so what counts is watched outside.
        resource.RLIMIT_AS: mapped + 2 * limits["memory"] + _UNUSED,
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["disk"],
        resource.RLIMIT_NOFILE: limits["files"],
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_CORE: 0,
        # These three are counted per user, and so together with the grader's own.
        resource.RLIMIT_SIGPENDING: 256,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }.items():
        resource.setrlimit(kind, (limit, limit))


def _drop_capabilities() -> None:
    _call("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _landlock(readable: Sequence[str]) -> None:
    from sandlock import Protection, Sandbox, confine

    paths = [*readable, "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat"]
    confine(
        Sandbox(
            fs_readable=[path for path in paths if Path(path).exists()],
            fs_writable=[JOB, "/dev/shm", "/dev/null"],
            # What an older kernel lacks, the namespaces give: nothing outside can be signalled, and
            # there is no network.
            allow_degraded=list(Protection),
        )
    )


def _call(name: str, *arguments: Any) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
