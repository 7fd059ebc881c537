"""Encoding the arguments of a call, and decoding what the submission returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox._failures import StudentBadValue
from fundamentals.sandbox._remote_model import (
    HistoryArgument,
    RemoteHistory,
    RemoteModel,
    TripwireArgument,
)
from fundamentals.sandbox._untrusted_answers import Reader, require_bounded
from fundamentals.sandbox.worker._values import MAX_NODES, decode_value, encode_value
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
    if isinstance(value, HistoryArgument):
        return {"given_history": value.history}
    if isinstance(value, TripwireArgument):
        return {"given_tripwire": list(value.watched)}
    if isinstance(value, np.random.Generator):
        return {"generator": value.bit_generator.state}
    return None


def decoder(make_model: MakeModel) -> Reader[Any]:
    """Return a function that reads the value that a function of the submission returned.

    Args:
        make_model: Returns the model of a handle.
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
        raise WireError(f"a value of kind {kind[:20]}")

    def read(value: object, arrays: list[NDArray[Any]]) -> Any:
        # An array without axes is a number: no check has to know that it has no length.
        decoded = decode_value(value, [a if a.ndim else a.item() for a in arrays], decode)
        require_bounded(decoded)
        require_regular(decoded)
        return decoded

    return read


def require_regular(value: object) -> None:
    """Check that a list has rows of one shape, because NumPy raises an error otherwise.

    Raises:
        StudentBadValue: They do not.
    """
    if isinstance(value, (list, tuple)):
        try:
            np.asarray(value)
        except ValueError:
            raise StudentBadValue(f"{type(value).__name__} of rows of different lengths") from None


def _read_history(content: Any, model: Callable[[object], RemoteModel]) -> RemoteHistory:
    history, epochs, owner = content["history"], content["epochs"], content["model"]
    if len(epochs) + sum(map(len, history.values())) > MAX_NODES:
        raise WireError(f"a history of more than {MAX_NODES} numbers")
    return RemoteHistory(
        history={str(name): list(map(_number, values)) for name, values in history.items()},
        epochs=tuple(int(_number(epoch)) for epoch in epochs),
        model=None if owner is None else model(owner),
    )


def _number(value: object) -> float:
    # Not a text, which may hold thousands of digits.
    if not isinstance(value, (int, float)):
        raise WireError("a history that holds something other than numbers")
    return float(value)
