"""System calls that no submission needs, refused by a seccomp filter.

The sandbox does not depend on it. It closes what bubblewrap and Landlock leave open: further
processes, which labs do not need (threads are allowed), memory that no process holds, keys that
outlive a process, sockets that no network namespace confines (a virtual machine's AF_VSOCK reaches
its host), and kernel interfaces with a long history of holes.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct

# Numbers on x86_64 and aarch64, from the kernel's asm/unistd.h and asm-generic/unistd.h.
_REFUSED = {
    # Memory and messages that belong to no process.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    # Keyrings belong to a user.
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Other processes' memory.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    # Namespaces and mounts.
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    # Kernel interfaces.
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "fanotify_init": (300, 262),
    "personality": (135, 92),
    "syslog": (103, 116),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "swapon": (167, 224),
    "reboot": (169, 142),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
}
# Old ways to start a process, which aarch64 never had.
_FORK_AND_VFORK = (57, 58)
_CLONE, _CLONE_THREAD = (56, 220), 0x10000
# Its flags lie in memory, where no filter can look; without it, the C library uses clone.
_CLONE3 = (435, 435)
_SOCKET = (41, 198)
_FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
# AUDIT_ARCH_*, from linux/audit.h, and the column of the numbers above.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

_LOAD, _EQUAL, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
# Offsets in struct seccomp_data.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_X32 = 0x40000000
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2


class _SocketFilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def refuse_system_calls() -> None:
    """Let the listed calls of this process, and of all that it starts, fail with EPERM.

    Machines other than x86_64 and aarch64 rely on bubblewrap and Landlock.

    Raises:
        OSError: The kernel does not take the filter.
    """
    if platform.machine() not in _MACHINES:
        return
    instructions = _filter(*_MACHINES[platform.machine()])
    program = _SocketFilterProgram(len(instructions) // 8, instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _filter(architecture: int, column: int) -> bytes:
    refuse = [_instruction(_RETURN, _ERROR | errno.EPERM)]
    program = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, architecture, otherwise=0, then=1),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
        # x86_64's second set of numbers would bypass the list.
        _instruction(_AT_LEAST, _X32, then=0, otherwise=1),
        *refuse,
    ]
    numbers = [numbers[column] for numbers in _REFUSED.values()]
    numbers += _FORK_AND_VFORK if architecture == _MACHINES["x86_64"][0] else ()
    for number in numbers:
        program += [_instruction(_EQUAL, number, then=0, otherwise=1), *refuse]
    program += [
        _instruction(_EQUAL, _CLONE3[column], then=0, otherwise=1),
        _instruction(_RETURN, _ERROR | errno.ENOSYS),
        _instruction(_EQUAL, _CLONE[column], then=0, otherwise=4),
        _instruction(_LOAD, _FIRST_ARGUMENT),
        _instruction(_HAS_BIT, _CLONE_THREAD, then=1, otherwise=0),
        *refuse,
        _instruction(_RETURN, _ALLOW),
    ]
    families = [
        _instruction(_EQUAL, family, then=len(_FAMILIES) - index, otherwise=0)
        for index, family in enumerate(_FAMILIES)
    ]
    program += [
        _instruction(_EQUAL, _SOCKET[column], then=0, otherwise=len(families) + 2),
        _instruction(_LOAD, _FIRST_ARGUMENT),
        *families,
        *refuse,
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(program)


def _instruction(code: int, operand: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, operand)
