"""System calls: a seccomp filter lets through only what labs need.

It closes what bubblewrap and Landlock leave open: further processes, which labs do not need
(threads are allowed); memory that no process holds; kernel interfaces with a long history of
vulnerabilities; and everything that belongs to a user rather than to a process, and so to the
grader, too, such as keys, watches, leases and locks on files, and queues for input and output.

A refused call fails; nothing is killed. Locks succeed without locking anything: a submission is
alone in its folder, and locks outside it would affect others.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import socket
import struct
from collections.abc import Iterable, Iterator, Sequence

from fundamentals.sandbox.worker._syscall_numbers import FIRST_COMMON, MACHINES, allowed, depending

# AUDIT_ARCH_*, from linux/audit.h.
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# From linux/sched.h, asm-generic/mman-common.h and hugetlb_encode.h.
_CLONE_THREAD = 0x10000
_MAP_SHARED, _MAP_ANONYMOUS, _MAP_HUGETLB = 0x01, 0x20, 0x40000
# Sizes of terminals, what waits to be read, blocking, closing at exec; from asm-generic/ioctls.h.
_IOCTLS = (0x5401, 0x5413, 0x540F, 0x541B, 0x5421, 0x5450, 0x5451)
# Flags of a file and its number, the size of a pipe, whether someone holds a lock.
_FCNTLS = (
    *(fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL, fcntl.F_GETLK),
    *(fcntl.F_GETOWN, fcntl.F_DUPFD_CLOEXEC, 1032, 36),
)
_LOCKS = (fcntl.F_SETLK, fcntl.F_SETLKW, 37, 38)
# The name of a thread, and so on; from linux/prctl.h. PR_SET_VMA names memory.
_PRCTLS = (1, 2, 3, 15, 16, 21, 23, 25, 29, 30, 38, 39, 41, 42, 0x53564D41)

_LOAD, _EQUAL, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
# Offsets in struct seccomp_data.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _ARGUMENT_SIZE = 0, 4, 16, 8
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2

Instruction = tuple[int, int, int, int]


class _SocketFilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def refuse_system_calls() -> None:
    """From now on, refuse unlisted calls by this process and all that it starts.

    Machines other than x86_64 and aarch64 rely on bubblewrap and Landlock.

    Raises:
        OSError: The kernel does not accept the filter.
    """
    if platform.machine() not in MACHINES:
        return
    instructions = syscall_filter(platform.machine())
    packed = b"".join(
        struct.pack("=HBBI", code, then, otherwise, operand)
        for code, operand, then, otherwise in instructions
    )
    program = _SocketFilterProgram(len(instructions), packed)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def syscall_filter(machine: str) -> list[Instruction]:
    """Return the filter's instructions for "x86_64" or "aarch64".

    Each has a code, an operand, and the numbers of instructions to skip if a comparison holds or
    fails.
    """
    program = [
        (_LOAD, _ARCHITECTURE, 0, 0),
        (_EQUAL, _ARCHITECTURES[machine], 1, 0),
        _result(_KILL),
        (_LOAD, _NUMBER, 0, 0),
    ]
    rules = _rules()
    for name, number in depending(machine).items():
        program += [(_EQUAL, number, 0, len(rules[name])), *rules[name]]
    for first, last in _ranges(allowed(machine).values()):
        # Below the range is a gap: what is below that was decided before.
        gap = errno.EPERM if first < FIRST_COMMON else errno.ENOSYS
        program += [
            (_AT_LEAST, last + 1, 3, 0),
            (_AT_LEAST, first, 0, 1),
            _result(_ALLOW),
            _error(gap),
        ]
    return [*program, _error(errno.ENOSYS)]


def _rules() -> dict[str, list[Instruction]]:
    """Return the instructions that decide on each call whose arguments matter."""
    return {
        # Its flags lie in memory, where no filter can look; the C library then uses clone.
        "clone3": [_error(errno.ENOSYS)],
        "clone": [_argument(0), *_if_bit(_CLONE_THREAD, _ALLOW), _error(errno.EPERM)],
        # Shared memory without a file stays when no process is seen to hold it any more, and huge
        # pages are the machine's.
        "mmap": [
            _argument(3),
            *_if_bit(_MAP_HUGETLB, _ERROR | errno.ENOMEM),
            (_HAS_BIT, _MAP_ANONYMOUS, 0, 2),
            *_if_bit(_MAP_SHARED, _ERROR | errno.EPERM),
            _result(_ALLOW),
        ],
        "socket": [_argument(0), *_choose({_ALLOW: [socket.AF_UNIX]}, errno.EACCES)],
        "socketpair": [_argument(0), *_choose({_ALLOW: [socket.AF_UNIX]}, errno.EACCES)],
        "fcntl": [_argument(1), *_choose({_ALLOW: _FCNTLS, _ERROR: _LOCKS}, errno.EPERM)],
        "flock": [_error(0)],
        "ioctl": [_argument(1), *_choose({_ALLOW: _IOCTLS}, errno.ENOTTY)],
        "prctl": [_argument(0), *_choose({_ALLOW: _PRCTLS}, errno.EINVAL)],
    }


def _choose(results: dict[int, Sequence[int]], otherwise: int) -> Iterator[Instruction]:
    """Return the result for each value of the argument, and an error number for all others."""
    for result, values in results.items():
        for value in values:
            yield (_EQUAL, value, 0, 1)
            yield _result(result)
    yield _error(otherwise)


def _if_bit(bit: int, result: int) -> list[Instruction]:
    return [(_HAS_BIT, bit, 0, 1), _result(result)]


def _argument(position: int) -> Instruction:
    # Its lower half, on the little-endian machines that these are.
    return (_LOAD, _FIRST_ARGUMENT + _ARGUMENT_SIZE * position, 0, 0)


def _result(value: int) -> Instruction:
    return (_RETURN, value, 0, 0)


def _error(number: int) -> Instruction:
    # Number 0 means success.
    return _result(_ERROR | number)


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of consecutive ``numbers``, in ascending order."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
