"""What a submission may use: size, time, memory, disk, processes, output.

A check that needs more time than :data:`CALL_SECONDS` says so itself, with ``seconds=``.
"""

from __future__ import annotations

from dataclasses import dataclass

# Bytes of the submitted file. A notebook also holds its pictures.
MAX_NOTEBOOK, MAX_SCRIPT = 20 * 2**20, 2 * 2**20
# For one call, or for loading the file; for all calls of one submission together.
CALL_SECONDS, SUBMISSION_SECONDS = 10.0, 1800.0
# The same on the learner's own computer, which may be slow.
OWN_CALL_SECONDS, OWN_SUBMISSION_SECONDS = 60.0, 3600.0
# How many times its limit a call may take where the grader's machine leaves it no core.
PATIENCE = 4
# For the grader's own work on one check, in processor time: the longest takes a few seconds.
GRADER_SECONDS = 60.0


@dataclass(frozen=True)
class Limits:
    """The limits of a submission.

    Attributes:
        memory: Bytes, over all its processes and the files in its folder, beyond what the warm
            worker holds anyway.
        disk: Bytes in its folder, the only one that it can write to.
        processes: Processes and threads. TensorFlow alone starts about twenty.
        files: Open files per process.
        cpu_seconds: Processor time per process.
        output: Characters of its output that are kept.
        answer: Bytes of the arrays that one call may return.
    """

    memory: int = 2 * 2**30
    disk: int = 64 * 2**20
    processes: int = 128
    files: int = 256
    cpu_seconds: int = 3600
    output: int = 2**16
    answer: int = 64 * 2**20
