"""Which run grades which submission, so that no two grade the same one.

A dead run must not keep its claims. On the same machine, other runs see at once that its process is
gone. On other machines, they watch its ``beat``, a number that a running grader keeps increasing:
if it does not change for :data:`LEASE_SECONDS` on the watcher's own monotonic clock, the watcher
may take over. Clocks are never compared, so a wrong clock does no harm.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import time
import uuid
from collections.abc import Callable
from pathlib import Path

LEASE_SECONDS = 60.0
"""How long a run on another machine may be silent before its submissions are given to others."""

_GONE = ("Z", "X")


class Leases:
    """The leases of this run.

    Args:
        monotonic: A clock in seconds that is never adjusted.

    Attributes:
        run: Id of this run.
        used: Whether the run has ever announced itself.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.run = uuid.uuid4().hex
        self.used = False
        self._monotonic = monotonic
        # By run: its last known beat, and when that was first seen.
        self._seen: dict[str, tuple[int, float]] = {}

    def take(self, connection: sqlite3.Connection, key: tuple[int, int]) -> bool:
        """Take the lease on ``key`` (submission, seed), unless a running grader has it."""
        holder = connection.execute(
            "SELECT run.* FROM lease JOIN run ON run.id = lease.run"
            " WHERE (submission, seed) = (?, ?)",
            key,
        ).fetchone()
        if holder is not None and holder["id"] == self.run:
            return True
        if holder is not None:
            if self._lives(holder):
                return False
            # This deletes all of its leases, too.
            connection.execute("DELETE FROM run WHERE id = ?", (holder["id"],))
        self.renew(connection)
        connection.execute("INSERT INTO lease VALUES (?, ?, ?)", (*key, self.run))
        return True

    def renew(self, connection: sqlite3.Connection) -> None:
        """Show that this run is alive."""
        self.used = True
        connection.execute(
            "INSERT INTO run VALUES (?, ?, ?, ?, 0) ON CONFLICT (id) DO UPDATE SET beat = beat + 1",
            (self.run, _host(), os.getpid(), _start_of(os.getpid())),
        )

    def give_back(self, connection: sqlite3.Connection, key: tuple[int, int]) -> bool:
        """End the lease on ``key``; return whether this run still had it."""
        cursor = connection.execute(
            "DELETE FROM lease WHERE (submission, seed, run) = (?, ?, ?)", (*key, self.run)
        )
        return cursor.rowcount == 1

    def give_back_all(self, connection: sqlite3.Connection) -> None:
        """End every lease of this run."""
        connection.execute("DELETE FROM run WHERE id = ?", (self.run,))

    def _lives(self, holder: sqlite3.Row) -> bool:
        if holder["place"] == _host():
            return _start_of(holder["pid"]) == str(holder["started"])
        now = self._monotonic()
        beat, since = self._seen.get(holder["id"], (None, now))
        if beat != holder["beat"]:
            since = now
        self._seen[holder["id"]] = (holder["beat"], since)
        return now - since < LEASE_SECONDS


def _host() -> str:
    """Return an id of the machine, boot and container in which process numbers are unique."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{socket.gethostname()} {boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        # Without /proc, a process cannot be distinguished from a later one with the same number.
        return f"{socket.gethostname()} {os.getpid()} {id(_host)}"


def _start_of(pid: int) -> str:
    """Return when process ``pid`` was started, in ticks since boot; empty if it is unknown.

    That is so of a process that has ended, and of each where there is no /proc.
    """
    try:
        # The name in brackets may hold anything, brackets and spaces included.
        _, _, fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")
        )
    except OSError:
        return ""
    state, *others = fields.split()
    return "" if state in _GONE else others[18]
