"""Encoding the arguments of a call, and decoding what the submission returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox._failures import StudentBadValue
from fundamentals.sandbox._model import GivenHistory, RemoteHistory, RemoteModel
from fundamentals.sandbox.worker._values import decode_value, encode_value
from fundamentals.sandbox.worker._wire import WireError

MakeModel = Callable[[int], RemoteModel]


def encode_arguments(
    arguments: tuple[Any, ...], named: Mapping[str, Any]
) -> tuple[dict[str, object], list[NDArray[Any]]]:
    """Return the arguments of a call as a request's header, and the arrays that belong to it."""
    arrays: list[NDArray[Any]] = []

    def encode(value: object) -> object:
        return encode_value(value, _encode_object, arrays)

    header: dict[str, object] = {
        "arguments": [encode(value) for value in arguments],
        "named": {name: encode(value) for name, value in named.items()},
    }
    return header, arrays


def _encode_object(value: object) -> dict[str, Any] | None:
    if isinstance(value, RemoteModel):
        return {"model": value.handle}
    if isinstance(value, GivenHistory):
        return {"given_history": value.history}
    if isinstance(value, np.random.Generator):
        return {"generator": value.bit_generator.state}
    return None


def decode_answer(value: object, arrays: list[NDArray[Any]], make_model: MakeModel) -> Any:
    """Return what a function returned.

    Args:
        value: The answer's value, which may be forged.
        arrays: The answer's arrays.
        make_model: Returns the model of a handle.

    Raises:
        StudentBadValue: It is no value.
    """

    def model(handle: object) -> RemoteModel:
        if type(handle) is not int:
            raise WireError("something that is not a model")
        return make_model(handle)

    def decode(kind: str, content: Any) -> Any:
        if kind == "model":
            return model(content)
        if kind == "history":
            return _read_history(content, model)
        raise WireError(f"a value of kind {kind}")

    try:
        decoded = decode_value(value, arrays, decode)
    except WireError as error:
        raise StudentBadValue(str(error)) from None
    require_regular(decoded)
    return decoded


def require_regular(value: object) -> None:
    """Check that a list has rows of one shape: NumPy would raise at others.

    Raises:
        StudentBadValue: They do not.
    """
    if isinstance(value, (list, tuple)):
        try:
            np.asarray(value)
        except ValueError:
            raise StudentBadValue(f"{type(value).__name__} of rows of different lengths") from None


def _read_history(content: Any, model: Callable[[object], RemoteModel]) -> RemoteHistory:
    try:
        return RemoteHistory(
            history={
                str(name): [float(value) for value in values]
                for name, values in content["history"].items()
            },
            epochs=tuple(map(int, content["epochs"])),
            model=None if content["model"] is None else model(content["model"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise WireError("something that is not a history") from None
