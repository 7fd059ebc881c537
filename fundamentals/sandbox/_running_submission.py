"""A submission in its process, as the grader handles it."""

from __future__ import annotations

import abc
import contextlib
import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox._call_encoding import decoder, encode_arguments
from fundamentals.sandbox._failures import (
    StudentDied,
    StudentError,
    StudentFailure,
    StudentNeedsKeras,
    StudentOutOfMemory,
    StudentTimeout,
)
from fundamentals.sandbox._fit_facts import FitFacts, read_fits
from fundamentals.sandbox._remote_model import RemoteModel
from fundamentals.sandbox._submission import Submission
from fundamentals.sandbox._untrusted_answers import Read, Reader
from fundamentals.sandbox._warm_imports import KERAS
from fundamentals.sandbox._worker_client import WorkerClient, student_error

_MOST_TIMEOUTS = 2


class RunningSubmission(abc.ABC):
    """A submission and its process.

    The file is loaded at the first call. If the process ends, the next call starts a new one and
    loads the file again.

    Args:
        submission: The file.
        seed: The grading run's. From it come the seeds of Python's, NumPy's and Keras's random
            generators before each call.
        seconds: Time limit of each call, and of loading the file.
        total_seconds: Time limit of all of them together.

    Attributes:
        seed: The grading run's; the submission's process never learns it.
        seconds: The current time limit of a call.
        refused: What the file must not import, because its lab asks for it.
        shares_process: Whether the submission runs in the grader's own process.
        is_trusted: Whether its functions are the grader's own and are called directly.
        called: Names of the functions that were called.
    """

    shares_process = False
    is_trusted = False

    def __init__(
        self, submission: Submission, *, seed: int, seconds: float, total_seconds: float
    ) -> None:
        self.submission = submission
        self.seed = seed
        self.seconds = seconds
        self.called: set[str] = set()
        self._seed = _of_submission(seed)
        self._packages = set(submission.packages)
        self._seconds_to_load = seconds
        self._total_seconds = self._seconds_left = total_seconds
        self._client: WorkerClient | None = None
        self._clean_process: WorkerClient | None = None
        self._load_failure: StudentFailure | None = None
        self._failures: tuple[StudentError, ...] = ()
        self.refused: tuple[str, ...] = ()
        self._printed = ""
        self._tried: dict[tuple[str, str], None] = {}
        self._timeouts: dict[str, list[StudentTimeout]] = {}

    @abc.abstractmethod
    def _open(self, packages: Collection[str]) -> WorkerClient:
        """Return a client with a new process, which has already imported ``packages``."""

    def call(self, function: str, /, *arguments: Any, **named: Any) -> Any:
        """Call the submission's ``function``.

        Raises:
            StudentFailure: It returned no value; the subclass says why. A function that timed out
                twice is not called a third time.
        """
        self.called.add(function)
        timeouts = self._timeouts.setdefault(function, [])
        if len(timeouts) >= _MOST_TIMEOUTS:
            raise timeouts[-1]
        header, arrays = encode_arguments(arguments, named)
        try:
            return self._ask_loaded(
                "call",
                lambda client: decoder(lambda handle: RemoteModel(self, client, handle)),
                arrays,
                {"function": function, "seed": self._seed, **header},
            )
        except StudentTimeout as timeout:
            timeouts.append(timeout)
            raise

    def supply(self, graph: Mapping[str, Any], weights: Sequence[NDArray[Any]]) -> RemoteModel:
        """Build the grader's model in the submission's process, to pass to its functions.

        Args:
            graph: As ``keras.saving.serialize_keras_object`` writes it.
            weights: In the model's own order.
        """
        return self._ask_loaded("rebuild", self._reads_model, weights, {"graph": graph})

    def part_of(self, model: RemoteModel, name: str) -> RemoteModel:
        """Return the model called ``name`` inside ``model``; the two share its weights."""
        return self._ask_loaded(
            "part", self._reads_model, [], {"model": model.handle, "name": name}
        )

    def _reads_model(self, client: WorkerClient) -> Reader[RemoteModel]:
        return lambda facts, _: RemoteModel(self, client, _read_handle(facts))

    def _ask_loaded(
        self,
        operation: str,
        reader: Callable[[WorkerClient], Reader[Read]],
        arrays: Sequence[NDArray[Any]],
        header: Mapping[str, object],
    ) -> Read:
        """Ask a process that has loaded the file, and return what ``reader`` makes of its answer.

        Args:
            operation: What to ask.
            reader: Returns the function that reads the answer of a client's process.
            arrays: The request's arrays.
            header: The rest of the request.
        """
        client = self._loaded()
        try:
            return self._timed(client, operation, reader(client), arrays, header)
        except StudentNeedsKeras:
            self._continue_with_keras(client)
            return self._ask_loaded(operation, reader, arrays, header)

    def _continue_with_keras(self, client: WorkerClient) -> None:
        """End a process without Keras; the next one has it and loads the file again."""
        if set(KERAS) <= self._packages:
            raise StudentDied("sent something that is not an answer")
        self._packages |= set(KERAS)
        # The next process prints again what the file prints.
        printed = self._printed
        self._end(client)
        self._printed, self._client = printed, None

    def _loaded(self) -> WorkerClient:
        """Return the client with a process that has loaded the file."""
        if self._load_failure is not None:
            raise self._load_failure
        if self._client is not None and self._client.is_alive:
            return self._client
        self._end(self._client)
        self._client = self._open(self._packages)
        try:
            self._failures = self._timed(
                self._client,
                "load",
                _read_failures,
                [np.frombuffer(self.submission.content, np.uint8)],
                {
                    "form": self.submission.form.value,
                    "seed": self._seed,
                    "refused": list(self.refused),
                },
                limit=self._seconds_to_load,
            )
        except StudentNeedsKeras:
            self._continue_with_keras(self._client)
            return self._loaded()
        except StudentTimeout as failure:
            self._load_failure = StudentTimeout(failure.seconds, loading=True)
            raise self._load_failure from None
        except StudentFailure as failure:
            # A file that cannot be loaded cannot be loaded again either.
            self._load_failure = failure
            raise
        return self._client

    def _timed(
        self,
        client: WorkerClient,
        operation: str,
        read: Reader[Read],
        arrays: Sequence[NDArray[Any]],
        header: Mapping[str, object],
        limit: float | None = None,
    ) -> Read:
        if self._seconds_left <= 0:
            raise StudentTimeout(self._total_seconds)
        seconds = min(self.seconds if limit is None else limit, self._seconds_left)
        start = time.monotonic()
        try:
            return client.ask(operation, read, *arrays, seconds=seconds, **header)
        except StudentOutOfMemory:
            # What filled the memory may still be there.
            self._end(client)
            raise
        finally:
            self._seconds_left -= time.monotonic() - start

    def clean_process(self) -> WorkerClient:
        """Return a clean process, which never loads the submission, to rebuild models in."""
        if self._clean_process is None or not self._clean_process.is_alive:
            self._end(self._clean_process)
            self._clean_process = self._open(KERAS)
        return self._clean_process

    @contextlib.contextmanager
    def time_limit(self, seconds: float) -> Iterator[None]:
        """Allow each call inside the ``with`` block ``seconds`` instead of the default."""
        before, self.seconds = self.seconds, seconds
        try:
            yield
        finally:
            self.seconds = before

    @property
    def changed_arguments(self) -> tuple[int | str, ...]:
        """The arguments, by position or name, whose arrays the last call changed.

        The submission's process reports this itself, so it can cost points but never earn them.
        """
        return () if self._client is None else self._client.changed

    @property
    def load_failures(self) -> tuple[StudentError, ...]:
        """What failed and was skipped during loading; loads the submission if necessary."""
        self._loaded()
        return self._failures

    @property
    def fits(self) -> tuple[FitFacts, ...]:
        """The calls of ``Model.fit`` since the last read of this property."""
        if self._client is None or not self._client.is_alive:
            return ()
        return self._client.ask("fits", read_fits, seconds=self.seconds)

    @property
    def tried(self) -> tuple[tuple[str, str], ...]:
        """What it has tried beyond its sandbox so far, each with a kind and a detail.

        Its own process reports this and may leave things out, so it neither earns nor costs points.
        """
        now = self._client.tried if self._client else ()
        return tuple(self._tried | dict.fromkeys(now))

    @property
    def output(self) -> str:
        """What it has printed so far, shortened."""
        return self._printed + (self._client.transport.output if self._client else "")

    def _end(self, client: WorkerClient | None) -> None:
        if client is not None:
            if client is self._client:
                self._printed = self.output
                self._tried |= dict.fromkeys(client.tried)
            client.transport.close()

    def close(self) -> None:
        """End the submission's processes; a later call starts new ones."""
        self._end(self._client)
        self._end(self._clean_process)
        self._client = self._clean_process = None


def _read_handle(facts: Any) -> int:
    if type(facts["model"]) is not int:
        raise StudentDied("sent something that is not a model")
    return int(facts["model"])


def _read_failures(facts: Any, _: object) -> tuple[StudentError, ...]:
    return tuple(map(student_error, facts["failures"]))


def _of_submission(seed: int) -> int:
    """Return what seeds a submission's own generators, and nothing else.

    A submission can read it, but cannot compute from it ``seed``, from which the scored images are
    drawn.
    """
    return int.from_bytes(hashlib.sha256(f"submission {seed}".encode()).digest()[:4], "big")
