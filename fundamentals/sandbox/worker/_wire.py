"""Frames: a JSON header and the raw bytes of arrays, over a Unix socket.

Layout: header length (4 bytes, big-endian), header (UTF-8 JSON; its key "arrays" lists dtype and
shape of each array), then the arrays' bytes, C order, in the machine's byte order. Nothing is ever
unpickled. The receiver trusts no number in a frame: lengths are checked before memory is taken.
"""

from __future__ import annotations

import contextlib
import json
import math
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

DTYPES = {
    name: np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64"),
    )
}
MAX_HEADER = 2 * 2**20
MAX_ARRAYS = 4096
MAX_DIMENSIONS = 16

_LENGTH = struct.Struct(">I")


class WireError(Exception):
    """The other side sent something that is not a frame."""


class WireClosedError(WireError):
    """The other side is gone."""


@dataclass(frozen=True)
class Frame:
    """One message.

    Attributes:
        header: Plain JSON data.
        arrays: Of the dtypes in :data:`DTYPES`; the header refers to them by position.
    """

    header: dict[str, Any]
    arrays: list[NDArray[Any]] = field(default_factory=list)


def send_frame(connection: socket.socket, frame: Frame, *, deadline: float | None = None) -> None:
    """Send ``frame``.

    Args:
        connection: A stream socket.
        frame: What to send.
        deadline: A time of ``time.monotonic``.

    Raises:
        TimeoutError: The other side did not receive it in time.
        WireClosedError: The other side is gone.
    """
    arrays = [_plain(array) for array in frame.arrays]
    described = [{"dtype": array.dtype.name, "shape": array.shape} for array in arrays]
    header = json.dumps({**frame.header, "arrays": described}).encode()
    if len(header) > MAX_HEADER:
        raise WireError(f"a header of {len(header)} bytes")
    parts: list[bytes | memoryview] = [_LENGTH.pack(len(header)), header]
    with _closed_is_an_error():
        for part in [*parts, *map(_bytes_of, arrays)]:
            connection.settimeout(_remaining(deadline))
            connection.sendall(part)


def receive_frame(
    connection: socket.socket, *, deadline: float | None = None, max_bytes: int = 2**40
) -> Frame:
    """Wait for a frame and return it; its arrays are new, plain and writable.

    Args:
        connection: A stream socket.
        deadline: A time of ``time.monotonic``.
        max_bytes: The most that all arrays together may take.

    Raises:
        TimeoutError: No whole frame came in time.
        WireClosedError: The other side is gone.
        WireError: The received bytes are not a frame, or the frame is too large.
    """
    with _closed_is_an_error():
        (length,) = _LENGTH.unpack(_receive(connection, _LENGTH.size, deadline))
        if length > MAX_HEADER:
            raise WireError(f"a header of {length} bytes")
        header = _parse(_receive(connection, length, deadline))
        arrays = _allocate(header.pop("arrays", None), max_bytes)
        for array in arrays:
            _fill(connection, _bytes_of(array), deadline)
    # A byte other than 0 and 1 would make a boolean that is neither true nor false.
    return Frame(header, [a.view(np.uint8) != 0 if a.dtype == bool else a for a in arrays])


def _parse(text: bytearray) -> dict[str, Any]:
    try:
        header = json.loads(text.decode())
    except (ValueError, RecursionError) as error:
        raise WireError(f"no JSON: {error}") from None
    if not isinstance(header, dict):
        raise WireError("a header that is no object")
    return header


def _allocate(described: object, max_bytes: int) -> list[NDArray[Any]]:
    if not isinstance(described, list) or len(described) > MAX_ARRAYS:
        raise WireError("no list of arrays, or too long a one")
    shapes = [_shape(entry) for entry in described]
    dtypes = [DTYPES[entry["dtype"]] for entry in described]
    size = sum(
        math.prod(shape) * dtype.itemsize for shape, dtype in zip(shapes, dtypes, strict=True)
    )
    if size > max_bytes:
        raise WireError(f"{size} bytes of arrays, of at most {max_bytes}")
    try:
        return [np.empty(shape, dtype) for shape, dtype in zip(shapes, dtypes, strict=True)]
    except ValueError as error:  # A shape with a zero in it may still be too long elsewhere.
        raise WireError(str(error)) from None


def _shape(entry: object) -> tuple[int, ...]:
    if not isinstance(entry, dict) or entry.get("dtype") not in list(DTYPES):
        raise WireError("an array of a dtype that is not allowed")
    shape = entry.get("shape")
    if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
        raise WireError("an array without a shape, or of too many dimensions")
    if any(type(length) is not int or not 0 <= length < 2**62 for length in shape):
        raise WireError("a malformed length")
    return tuple(shape)


def _plain(array: NDArray[Any]) -> NDArray[Any]:
    if array.dtype.name not in DTYPES:
        raise WireError(f"an array of {array.dtype}")
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("=")).reshape(array.shape)


def _bytes_of(array: NDArray[Any]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _receive(connection: socket.socket, size: int, deadline: float | None) -> bytearray:
    content = bytearray(size)
    _fill(connection, memoryview(content), deadline)
    return content


def _fill(connection: socket.socket, view: memoryview, deadline: float | None) -> None:
    while view:
        connection.settimeout(_remaining(deadline))
        received = connection.recv_into(view)
        if not received:
            raise WireClosedError("end of stream")
        view = view[received:]


def _remaining(deadline: float | None) -> float | None:
    # Zero would mean "do not block", which fails with another exception than a time-out.
    return None if deadline is None else max(deadline - time.monotonic(), 1e-6)


@contextlib.contextmanager
def _closed_is_an_error() -> Iterator[None]:
    try:
        yield
    except (BrokenPipeError, ConnectionResetError) as error:
        raise WireClosedError(str(error)) from None
