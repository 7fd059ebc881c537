"""The warm worker: imports once, then forks one process per submission.

It is started in the bubblewrap layer with one socket. Messages are JSON, one per datagram:

- first {"readable", "cores"}, which is not answered;
- {"import": modules}, answered by {"imported": true} when they are imported;
- {"start": limits}, with the submission's socket and its output pipe, answered by {"pid"} and a
  file descriptor that stands for the process;
- {"reap": pid}, answered by {"status"} once that process, and so all that it started, is gone.

Nothing of a submission ever runs in this process.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import socket
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from fundamentals.sandbox.worker import CACHE, JOB
from fundamentals.sandbox.worker._keras_on_demand import install
from fundamentals.sandbox.worker._landlock import confine, new_process_namespace
from fundamentals.sandbox.worker._runner import Runner
from fundamentals.sandbox.worker._submission_module import SubmissionModule
from fundamentals.sandbox.worker._trespass import Trespasses
from fundamentals.sandbox.worker._wire import (
    Frame,
    WireClosedError,
    WireError,
    receive_frame,
    send_frame,
)

MAX_MESSAGE = 2**16


def serve(control_descriptor: int) -> None:
    """Serve until the grader closes its end of the socket."""
    control = socket.socket(fileno=control_descriptor)
    settings = json.loads(control.recv(MAX_MESSAGE))
    if settings["cores"]:
        os.sched_setaffinity(0, settings["cores"])
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE, 2)
        if not message:
            return
        request = json.loads(message)
        if "import" in request:
            _import(request["import"])
            _answer(control, {"imported": True})
        elif "start" in request:
            _start(control, request["start"], settings["readable"], descriptors)
        else:
            _, status = os.waitpid(request["reap"], 0)
            _answer(control, {"status": os.waitstatus_to_exitcode(status)})


def _import(modules: Sequence[str]) -> None:
    for module in modules:
        # Missing here, it is missing for the submission too, which then says so itself.
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    if "tensorflow" in sys.modules:
        _compile_quickly()
    gc.collect()
    # A collection would write to every object, and so copy it in each fork.
    gc.freeze()


def _compile_quickly() -> None:
    """Let TensorFlow run graphs as they are traced, which only sets an option.

    Rewriting them takes a quarter of a second a network, as long as a grading trains several
    hundred batches, and makes the course's networks hardly faster.
    """
    import tensorflow as tf

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


def _start(
    control: socket.socket,
    limits: Mapping[str, Any],
    readable: Sequence[str],
    descriptors: Sequence[int],
) -> None:
    with new_process_namespace():
        pid = os.fork()
        if pid == 0:
            _run_session(limits, readable, *descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    process = os.pidfd_open(pid)
    _answer(control, {"pid": pid}, process)
    os.close(process)


def _answer(control: socket.socket, message: Mapping[str, Any], *descriptors: int) -> None:
    socket.send_fds(control, [json.dumps(message).encode()], descriptors)


def _run_session(
    limits: Mapping[str, Any], readable: Sequence[str], channel: int, output: int
) -> NoReturn:
    """Serve one submission, in its own process, and end it."""
    try:
        channel = _keep_only(channel, output)
        connection = socket.socket(fileno=channel)
        confine(limits, readable)
        send_frame(connection, Frame({"confined": True}))
        _answer_requests(connection)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(70)


def _keep_only(channel: int, output: int) -> int:
    """Close all files but ``channel`` and standard input and output; return its new number."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    # Duplicated above the numbers that are overwritten next.
    channel, output = (os.dup(descriptor) for descriptor in (channel, output))
    for source, target in ((nothing, 0), (output, 1), (output, 2), (channel, 3)):
        os.dup2(source, target)
    for descriptor in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if descriptor > 3:
            # The listing's own is closed already.
            with contextlib.suppress(OSError):
                os.close(descriptor)
    return 3


def _answer_requests(connection: socket.socket) -> None:
    runner = Runner(SubmissionModule("submission"))
    keras = install()
    trespasses = Trespasses(JOB, CACHE, "/dev/shm")
    while True:
        try:
            request = receive_frame(connection)
        except WireClosedError:
            return
        try:
            answer = runner.handle(request)
        except BaseException as error:
            answer = runner.describe(error)
        if keras is not None and keras.is_needed:
            answer = Frame({"failure": {"kind": "keras_needed"}})
        answer.header["tried"] = trespasses.found()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        try:
            send_frame(connection, answer)
        except WireError as error:
            facts = {"kind": "bad_value", "description": str(error)}
            send_frame(connection, Frame({"failure": facts}))
