"""Answers the grader's requests about one submission."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from fundamentals.lab_form import LabForm
from fundamentals.language import use_language
from fundamentals.sandbox.worker import _copying_layers, _influence, _linearity, _models
from fundamentals.sandbox.worker._fit_calls import recording_fits
from fundamentals.sandbox.worker._objects import Objects, loaded_keras
from fundamentals.sandbox.worker._submission_module import (
    MissingFunctionError,
    describe_error,
)
from fundamentals.sandbox.worker._values import (
    BadValueError,
    decode_value,
    encode_value,
    plain_array,
)
from fundamentals.sandbox.worker._wire import Frame

_BATCH_SIZE = 128

# Bytes of an array up to which a call's arguments are compared with what they were before it.
_MOST_WATCHED = 2**20


class FunctionSource(Protocol):
    """The holder of the submission's functions."""

    @property
    def failures(self) -> list[dict[str, Any]]:
        """What failed while it was loaded, as :func:`describe_error` gives it."""

    @property
    def files(self) -> Mapping[str, int | None]:
        """The file names of its code, each with the number of its cell."""

    def load(self, content: bytes, form: LabForm, *, refused: Sequence[str] = ()) -> None:
        """Run the top-level statements of the file ``content``."""

    def function(self, name: str) -> Callable[..., Any]:
        """Return the function ``name``, or raise :class:`MissingFunctionError`."""

    def loss_of(self, name: str) -> dict[str, Any] | None:
        """Return the failure whose source should have defined ``name``, if there is one."""

    def close(self) -> None:
        """Forget it."""


class Runner:
    """One submission: its module, and the models that it made.

    A request's header has "op", the name of a method below, and "language". An answer's has either
    "value" or "failure".
    """

    def __init__(self, program: FunctionSource) -> None:
        self.program = program
        self.objects = Objects()
        self.fits: list[dict[str, Any]] = []
        self.operations = {
            "load": self.load,
            "call": self.call,
            "structure": self.structure,
            "rebuild": self.rebuild,
            "part": self.part,
            "weights": self.weights,
            "layer_weights": self.layer_weights,
            "compiled": self.compiled,
            "forward": self.forward,
            "influence": self.influence,
            "copies": self.copies,
            "linear": self.linear,
            "fits": self.take_fits,
        }

    def handle(self, request: Frame) -> Frame:
        """Return the answer; an exception of the submission becomes a failure in it."""
        with use_language(request.header["language"]):
            try:
                return self.operations[request.header["op"]](request.header, request.arrays)
            except NotImplementedError as error:
                return _failure("not_attempted", describe_error(error, self.program.files))
            except MissingFunctionError as error:
                name = str(error)
                return _failure("missing", {"function": name, "cause": self.program.loss_of(name)})
            except BadValueError as error:
                return _failure("bad_value", {"description": str(error)})
            except (Exception, SystemExit) as error:
                return self.describe(error)

    def describe(self, error: BaseException) -> Frame:
        """Return an answer that says what was raised."""
        out_of_memory = isinstance(error, MemoryError)
        if out_of_memory or type(error).__name__ == "ResourceExhaustedError":
            return _failure("memory", {})
        return _failure("raised", describe_error(error, self.program.files))

    def load(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Run the submission's top level; the one array holds the file's bytes."""
        _seed(header["seed"])
        form = LabForm(header["form"])
        self.program.load(arrays[0].tobytes(), form, refused=header["refused"])
        return Frame({"value": {"failures": self.program.failures}})

    def call(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Call "function" with "arguments" and "named"."""
        function = self.program.function(header["function"])

        def decode(tree: object) -> Any:
            return decode_value(tree, arrays, self.objects.decode)

        arguments = [decode(tree) for tree in header["arguments"]]
        named = {name: decode(tree) for name, tree in header["named"].items()}
        self.objects.asked_shape = _asked_shape((*arguments, *named.values()))
        given = {
            key: value for key, value in (*enumerate(arguments), *named.items()) if _watched(value)
        }
        before = {key: value.copy() for key, value in given.items()}
        # The same call gives the same answer, whichever calls came before it.
        _seed(header["seed"])
        with recording_fits(self.fits):
            value = function(*arguments, **named)
        answer: list[NDArray[Any]] = []
        encoded = encode_value(value, self.objects.encode, answer)
        changed = [key for key, array in given.items() if not _unchanged(before[key], array)]
        return Frame({"value": encoded, "changed": changed}, answer)

    def structure(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Describe "model"; the arrays are its weights."""
        model = self.objects.models[header["model"]]
        facts, weights = _models.graph_and_weights(
            model, self.objects.input_shapes[header["model"]]
        )
        return Frame({"value": facts}, [plain_array(weight) for weight in weights])

    def rebuild(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Make a model of "graph" and the arrays as its weights."""
        model, shapes = _models.rebuild(header["graph"], arrays)
        return Frame({"value": {"model": self.objects.add(model), "shapes": shapes}})

    def part(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Find the model "name" inside "model"."""
        part = self.objects.models[header["model"]].get_layer(header["name"])
        return Frame({"value": {"model": self.objects.add(part)}})

    def weights(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Return the weights of "model"."""
        weights = self.objects.models[header["model"]].get_weights()
        return Frame({"value": None}, [plain_array(weight) for weight in weights])

    def layer_weights(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Return the weights of "model" layer by layer, and how many arrays each layer has."""
        layers = self.objects.models[header["model"]].layers
        weights = {layer.name: layer.get_weights() for layer in layers}
        counts = {name: len(own) for name, own in weights.items()}
        return Frame(
            {"value": counts}, [plain_array(one) for own in weights.values() for one in own]
        )

    def compiled(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Say how "model" was compiled."""
        return Frame({"value": _models.compiled_facts(self.objects.models[header["model"]])})

    def forward(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Return what "model" computes for the one array."""
        model = self.objects.models[header["model"]]
        return Frame({"value": None}, [plain_array(_models.forward(model, arrays[0], _BATCH_SIZE))])

    def influence(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Return how far the output of "model" follows each of the layers "names"."""
        model = self.objects.models[header["model"]]
        names, as_trained = header["names"], header["as_trained"]
        found = _influence.influence(model, arrays[0], names, as_trained=as_trained)
        return Frame({"value": found})

    def copies(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Say of each of the layers "names" of "model" whether it only hands on what it gets."""
        model = self.objects.models[header["model"]]
        return Frame({"value": _copying_layers.copies(model, arrays[0], header["names"])})

    def linear(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Say of each of "asked" of "model" whether its ends follow its sources in a line."""
        model = self.objects.models[header["model"]]
        return Frame({"value": _linearity.linear(model, arrays[0], header["asked"])})

    def take_fits(self, header: Mapping[str, Any], arrays: list[NDArray[Any]]) -> Frame:
        """Return the recorded calls of ``Model.fit``, and forget them."""
        fits, self.fits[:] = list(self.fits), []
        return Frame({"value": fits})


def _watched(value: object) -> bool:
    # A training set is too large to copy just in case the call writes into it.
    return isinstance(value, np.ndarray) and value.nbytes <= _MOST_WATCHED


def _unchanged(before: NDArray[Any], array: NDArray[Any]) -> bool:
    return before.shape == array.shape and before.tobytes() == array.tobytes()


def _failure(kind: str, facts: dict[str, Any]) -> Frame:
    return Frame({"failure": {"kind": kind, **facts}})


def _asked_shape(arguments: tuple[Any, ...]) -> tuple[int, ...] | None:
    """Return the input shape that a builder was asked for.

    It is the first argument that is a tuple of integers, or the input shape of the model to build
    on.
    """
    for argument in arguments:
        if isinstance(argument, tuple) and argument and all(type(n) is int for n in argument):
            return argument
    keras = loaded_keras()
    for argument in arguments:
        if keras is not None and isinstance(argument, keras.Model):
            return _models.known_input_shape(argument)
    return None


def _seed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 -- a submission may use NumPy's global generator.
    keras = loaded_keras()
    if keras is not None:
        keras.utils.set_random_seed(seed)
