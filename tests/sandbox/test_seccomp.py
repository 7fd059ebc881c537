"""The system-call filter: by table for both machines, and in the real sandbox for this one."""

from __future__ import annotations

import errno
import fcntl
from pathlib import Path

import numpy as np
import pytest

from fundamentals.sandbox import Sandbox, SandboxedStudent, Submission
from fundamentals.sandbox.worker._seccomp import syscall_filter
from fundamentals.sandbox.worker._syscall_numbers import MACHINES, allowed, depending

ALLOW, REFUSED = 0x7FFF0000, 0x00050000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Numbers on x86_64 and aarch64.
NEVER = {
    "io_setup": (206, 0),
    "io_uring_setup": (425, 425),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "execve": (59, 221),
    "execveat": (322, 281),
    "seccomp": (317, 277),
    "personality": (135, 92),
    "sched_setaffinity": (203, 122),
    "sync": (162, 81),
    "quotactl": (179, 60),
    "name_to_handle_at": (303, 264),
    "remap_file_pages": (216, 234),
    "a call of the future": (600, 600),
}


def decide(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """Return the filter's answer, evaluated as in the kernel."""
    words = {0: number, 4: ARCHITECTURES[machine] if architecture is None else architecture}
    words |= {16 + 8 * position: value for position, value in enumerate(arguments)}
    program, accumulator, place = syscall_filter(machine), 0, 0
    while True:
        code, operand, then, otherwise = program[place]
        holds = {
            0x15: accumulator == operand,
            0x35: accumulator >= operand,
            0x45: bool(accumulator & operand),
        }
        if code == 0x06:
            return operand
        if code == 0x20:
            accumulator = words.get(operand, 0)
        place += 1 + (0 if code == 0x20 else then if holds[code] else otherwise)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_lets_through_what_is_listed_and_nothing_else(machine: str) -> None:
    listed = set(allowed(machine).values())
    assert not listed & set(depending(machine).values())
    for number in range(700):
        answer = decide(machine, number)
        if number not in depending(machine).values():
            assert (answer == ALLOW) == (number in listed), number
            assert answer in (ALLOW, REFUSED | errno.EPERM, REFUSED | errno.ENOSYS)
    for name, numbers in NEVER.items():
        assert decide(machine, numbers[MACHINES.index(machine)]) & REFUSED, name
    # Another machine's numbers, and x86_64's second set, would bypass the list.
    assert decide(machine, 0, architecture=0x40000003) == 0x80000000
    assert decide(machine, 0x40000000) == REFUSED | errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("clone", (0x3D0F00,), ALLOW),
        ("clone", (17,), REFUSED | errno.EPERM),
        ("clone3", (0, 88), REFUSED | errno.ENOSYS),
        ("mmap", (0, 4096, 3, 0x22), ALLOW),
        ("mmap", (0, 4096, 3, 0x01, 5), ALLOW),
        ("mmap", (0, 4096, 3, 0x21), REFUSED | errno.EPERM),
        ("mmap", (0, 4096, 3, 0x23), REFUSED | errno.EPERM),
        ("mmap", (0, 4096, 3, 0x40022), REFUSED | errno.ENOMEM),
        ("socket", (1, 1), ALLOW),
        ("socket", (2, 1), REFUSED | errno.EACCES),
        ("socket", (16, 3), REFUSED | errno.EACCES),
        ("socket", (40, 1), REFUSED | errno.EACCES),
        ("fcntl", (3, fcntl.F_DUPFD_CLOEXEC), ALLOW),
        ("fcntl", (3, fcntl.F_SETLKW), REFUSED),
        ("fcntl", (3, fcntl.F_SETLEASE), REFUSED | errno.EPERM),
        ("fcntl", (3, fcntl.F_NOTIFY), REFUSED | errno.EPERM),
        ("fcntl", (3, 1031), REFUSED | errno.EPERM),
        ("flock", (3, 2), REFUSED),
        ("ioctl", (0, 0x5401), ALLOW),
        ("ioctl", (0, 0x5412), REFUSED | errno.ENOTTY),
        ("prctl", (15,), ALLOW),
        ("prctl", (4,), REFUSED | errno.EINVAL),
    ],
)
def test_arguments_decide(machine: str, name: str, arguments: tuple[int, ...], answer: int) -> None:
    assert decide(machine, depending(machine)[name], *arguments) == answer


TRIALS = """
import asyncio, ctypes, fcntl, mmap, os, shutil, signal, socket, sqlite3, threading
import concurrent.futures, multiprocessing, tempfile, zipfile
import numpy as np

libc = ctypes.CDLL(None, use_errno=True)


def lock(path):
    with open(path, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.kill(os.getpid(), 0)
        fcntl.fcntl(file, fcntl.F_SETFL, 0)
        locks.append(os.dup(file.fileno()))
    return len(locks)


locks = []


def refused(path):
    def lease():
        with open(path, "rb") as file:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)

    def inotify():
        if libc.inotify_init1(0) < 0:
            raise OSError(ctypes.get_errno())

    def queue():
        if libc.syscall(206 if os.uname().machine == "x86_64" else 0, 128, ctypes.byref(context)):
            raise OSError(ctypes.get_errno())

    context = ctypes.c_ulong(0)
    through = []
    for attempt in (lease, inotify, queue, lambda: socket.socket(socket.AF_INET),
                    lambda: mmap.mmap(-1, 4096), lambda: os.sched_setaffinity(0, {0}), os.fork):
        try:
            attempt()
            through.append(str(attempt))
        except OSError:
            pass
    return through


def ordinary_work():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(abs, range(9))) == list(range(9))

    async def elsewhere():
        await asyncio.sleep(0.001)
        return await asyncio.get_running_loop().run_in_executor(None, abs, -3)

    assert asyncio.run(elsewhere()) == 3
    connection = sqlite3.connect("a.db")
    connection.execute("create table a(b)")
    connection.execute("insert into a values (1)")
    connection.commit()
    with tempfile.TemporaryDirectory() as folder:
        np.save(folder + "/a.npy", np.ones(9))
        assert np.load(folder + "/a.npy", mmap_mode="r").sum() == 9
        shutil.copytree(folder, "b")
        with zipfile.ZipFile("a.zip", "w") as archive:
            archive.write("b/a.npy")
    shutil.move("b", "c")
    shutil.rmtree("c")
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    with multiprocessing.Lock():
        pass
    one, other = socket.socketpair()
    one.send(b"1")
    return other.recv(1) == b"1"
"""


def test_in_the_sandbox_what_the_host_shares_is_refused_and_ordinary_work_goes_on(
    sandbox: Sandbox,
) -> None:
    shared = Path(str(np.__file__))
    with SandboxedStudent(Submission("lab.py", TRIALS.encode()), sandbox, seconds=60) as student:
        assert student.refused(str(shared)) == []
        assert student.ordinary_work() is True
        assert student.lock(str(shared)) == 1
        with shared.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
