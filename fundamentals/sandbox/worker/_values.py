"""Values as JSON trees that refer to arrays.

``None``, booleans, numbers and strings stand for themselves; everything else is an object with one
key that names its kind: "array" (a position in the frame), "list", "tuple", "dict" (pairs), and the
kinds that ``encode_object`` and ``decode_object`` add.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox.worker._wire import DTYPES, WireError

MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_TEXT = 2**16

EncodeObject = Callable[[object], "dict[str, Any] | None"]
DecodeObject = Callable[[str, Any], Any]


class BadValueError(Exception):
    """A value that cannot be sent; the message says what it is."""


def encode_value(value: object, encode_object: EncodeObject, arrays: list[NDArray[Any]]) -> Any:
    """Return the tree of ``value``; its arrays are appended to ``arrays``.

    Args:
        value: Anything.
        encode_object: Returns the tree of any other value, or None.
        arrays: Receives the arrays.

    Raises:
        BadValueError: ``value`` is of a kind that cannot be sent.
    """
    return _Encoder(encode_object, arrays).encode(value, 0)


class _Encoder:
    def __init__(self, encode_object: EncodeObject, arrays: list[NDArray[Any]]) -> None:
        self.encode_object = encode_object
        self.arrays = arrays
        self.first = len(arrays)
        self.nodes = 0

    def encode(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise BadValueError(f"{describe(value)}, nested too deeply or too large")
        if isinstance(value, np.generic):
            value = value.item()
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (int, float, str)):
            return _scalar(value)
        if isinstance(value, np.ndarray):
            return self.add_array(plain_array(value))
        if isinstance(value, (list, tuple, dict)):
            return self.encode_container(value, depth + 1)
        tree = self.encode_object(value)
        return self.add_array(_as_array(value)) if tree is None else tree

    def encode_container(self, value: Any, depth: int) -> Any:
        # What is in it, whatever a subclass says of it.
        if isinstance(value, dict):
            pairs = [[self.key(key), self.encode(item, depth)] for key, item in dict.items(value)]
            return {"dict": pairs}
        kind = list if isinstance(value, list) else tuple
        values = list(kind.__iter__(value))
        try:
            return {kind.__name__: [self.encode(item, depth) for item in values]}
        except BadValueError as error:
            if depth > 1:
                raise
            # A long list of lists of numbers, say images: as an array it is small enough.
            del self.arrays[self.first :]
            with contextlib.suppress(BadValueError):
                return self.add_array(_as_array(values))
            raise error

    def key(self, key: Any) -> Any:
        if isinstance(key, np.generic):
            key = key.item()
        if isinstance(key, (str, int, float)):
            return _scalar(key)
        raise BadValueError(f"a dictionary with {describe(key)} as a key")

    def add_array(self, array: NDArray[Any]) -> dict[str, int]:
        self.arrays.append(array)
        return {"array": len(self.arrays) - 1}


def _scalar(value: float | str) -> float | str:
    """Return ``value`` without any subclass, whose methods could return anything."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        plain = int.__int__(value)
        if not -(2**63) <= plain < 2**64:
            raise BadValueError("an integer of more than 64 bits")
        return plain
    if isinstance(value, float):
        return float.__float__(value)
    if len(value) > MAX_TEXT:
        raise BadValueError(f"a text of {len(value)} characters")
    return str.__str__(value)


def plain_array(array: NDArray[Any]) -> NDArray[Any]:
    """Return a plain copy of ``array`` in one of the dtypes that can be sent.

    Raises:
        BadValueError: It holds something other than booleans, integers or floating numbers.
    """
    if array.dtype.kind not in "biuf":
        raise BadValueError(describe(array))
    name = array.dtype.name if array.dtype.name in DTYPES else "float64"
    return np.array(array, dtype=DTYPES[name], order="C", subok=False)


def _as_array(value: Any) -> NDArray[Any]:
    """Return what NumPy makes of ``value``: a tensor, a series, a list of lists."""
    try:
        return plain_array(np.asarray(value))
    except Exception:
        raise BadValueError(describe(value)) from None


def describe(value: object) -> str:
    """Describe ``value`` in a few words."""
    if isinstance(value, np.ndarray):
        content = {"O": "objects", "c": "complex numbers", "U": "texts", "S": "bytes"}
        return f"array of {content.get(value.dtype.kind, str(value.dtype))}, shape {value.shape}"
    return type(value).__name__


def decode_value(
    tree: object, arrays: list[NDArray[Any]], decode_object: DecodeObject, depth: int = 0
) -> Any:
    """Return the value of ``tree``.

    Args:
        tree: As parsed from a header that may have been forged.
        arrays: The frame's arrays.
        decode_object: Returns the value of a further kind, given its name and content.
        depth: How deep it is in another tree.

    Raises:
        WireError: The tree is malformed.
    """
    if tree is None or isinstance(tree, (bool, int, float, str)):
        if isinstance(tree, int) and not -(2**63) <= tree < 2**64:
            raise WireError("an integer of more than 64 bits")
        return tree
    if not isinstance(tree, dict) or len(tree) != 1 or depth > MAX_DEPTH:
        raise WireError("a value of no kind, or nested too deeply")
    ((kind, content),) = tree.items()
    if kind == "array":
        if type(content) is not int or not 0 <= content < len(arrays):
            raise WireError("an array that is not there")
        return arrays[content]
    if kind not in ("list", "tuple", "dict"):
        return decode_object(kind, content)
    if not isinstance(content, list):
        raise WireError(f"a {kind} without items")

    def decode(item: object) -> Any:
        return decode_value(item, arrays, decode_object, depth + 1)

    if kind == "dict":
        return {_key(key): decode(item) for key, item in _pairs(content)}
    return list(map(decode, content)) if kind == "list" else tuple(map(decode, content))


def _pairs(content: list[Any]) -> list[list[Any]]:
    if any(not isinstance(pair, list) or len(pair) != 2 for pair in content):
        raise WireError("a malformed dictionary")
    return content


def _key(key: object) -> str | float:
    if not isinstance(key, (str, int, float)):
        raise WireError("a malformed key")
    return key
