"""Frames and values between the grader and a submission's process."""

from __future__ import annotations

import contextlib
import json
import math
import socket
import struct
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from fundamentals.sandbox.worker._values import BadValueError, decode_value, encode_value
from fundamentals.sandbox.worker._wire import (
    DTYPES,
    MAX_ARRAYS,
    MAX_HEADER,
    Frame,
    WireClosedError,
    WireError,
    receive_frame,
    send_frame,
)

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def soon() -> float:
    return time.monotonic() + 5


def travel(pair: Pair, *arrays: NDArray[np.generic]) -> list[NDArray[np.generic]]:
    send_frame(pair[0], Frame({"value": 1}, list(arrays)), deadline=soon())
    return receive_frame(pair[1], deadline=soon()).arrays


ARRAYS = {
    "every second row": np.arange(24.0).reshape(6, 4)[::2],
    "transposed": np.arange(6).reshape(2, 3).T,
    "in the other byte order": np.arange(3).astype(">i4"),
    "without axes": np.array(3.5),
    "empty": np.empty((0, 3), np.float32),
    "empty and endless": np.empty((0, 2**40), np.uint8),
    "with NaN and infinity": np.array([np.nan, np.inf, -np.inf]),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_arrives_as_it_was(pair: Pair, name: str) -> None:
    (arrived,) = travel(pair, ARRAYS[name])
    np.testing.assert_array_equal(arrived, ARRAYS[name])
    assert type(arrived) is np.ndarray
    assert arrived.dtype == ARRAYS[name].dtype.newbyteorder("=")
    assert arrived.flags.owndata
    assert arrived.flags.writeable


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_travels(pair: Pair, dtype: str, random: np.random.Generator) -> None:
    sent = random.integers(0, 2, size=(2, 3)).astype(dtype)
    (arrived,) = travel(pair, sent)
    np.testing.assert_array_equal(arrived, sent)
    assert arrived.dtype == np.dtype(dtype)


def test_frames_follow_one_another(pair: Pair) -> None:
    for number in range(3):
        send_frame(pair[0], Frame({"value": number}, [np.full(number, number)]))
    frames = [receive_frame(pair[1], deadline=soon()) for _ in range(3)]
    assert [(frame.header["value"], frame.arrays[0].size) for frame in frames] == [
        (0, 0),
        (1, 1),
        (2, 2),
    ]


def raw(header: object, body: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text + body


def array(dtype: object = "uint8", shape: object = (1,)) -> dict[str, object]:
    return {"arrays": [{"dtype": dtype, "shape": shape}]}


FORGED = {
    "a header of 4 GB": b"\xff\xff\xff\xff",
    "a header just too long": struct.pack(">I", MAX_HEADER + 1),
    "no JSON": raw(b"{"),
    "no text": raw(b"\xff\xfe"),
    "JSON nested too deeply": raw(b"[" * 100_000),
    "an integer of a million digits": raw(b'{"value": ' + b"9" * 1_000_000 + b"}"),
    "no object": raw([1]),
    "no arrays": raw({}),
    "arrays that are no list": raw({"arrays": 3}),
    "too many arrays": raw({"arrays": [{}] * (MAX_ARRAYS + 1)}),
    "a malformed array": raw({"arrays": [7]}),
    "objects": raw(array("object")),
    "a dtype in disguise": raw(array(["uint8"])),
    "a structured dtype": raw(array("u1,u1")),
    "complex numbers": raw(array("complex128")),
    "dates": raw(array("datetime64[s]")),
    "no shape": raw({"arrays": [{"dtype": "uint8"}]}),
    "a negative length": raw(array(shape=(-1,))),
    "a length that is a boolean": raw(array(shape=(True,))),
    "a length that is a fraction": raw(array(shape=(1.5,))),
    "too many axes": raw(array(shape=(1,) * 65)),
    "an exabyte": raw(array("float64", (2**30, 2**27))),
    "a size that overflows 64 bits": raw(array("float64", (2**61, 2**61))),
    "nothing, but longer than memory": raw(array("float64", (0, 2**61, 2**61))),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_frame_is_refused_before_memory_is_taken(pair: Pair, name: str) -> None:
    threading.Thread(target=pair[0].sendall, args=(FORGED[name],), daemon=True).start()
    with pytest.raises(WireError):
        receive_frame(pair[1], deadline=soon(), max_bytes=2**20)


def test_random_bytes_are_no_frame(pair: Pair, random: np.random.Generator) -> None:
    for length in range(1, 200):
        body = random.bytes(length)
        one, other = socket.socketpair()
        with other:
            with one:
                one.sendall(struct.pack(">I", length) + body)
            with pytest.raises(WireError):
                receive_frame(other, deadline=soon())


def test_a_boolean_is_true_or_false_whatever_its_byte_is(pair: Pair) -> None:
    pair[0].sendall(raw(array("bool", (3,)), b"\x00\x01\xff"))
    (arrived,) = receive_frame(pair[1], deadline=soon()).arrays
    assert arrived.tobytes() == b"\x00\x01\x01"


def test_half_a_frame_ends_with_the_deadline(pair: Pair) -> None:
    pair[0].sendall(raw(array(shape=(1000,)), bytes(10)))
    with pytest.raises(TimeoutError):
        receive_frame(pair[1], deadline=time.monotonic() + 0.1)


def test_a_frame_that_comes_byte_by_byte_does_not_move_the_deadline(pair: Pair) -> None:
    def drip() -> None:
        with contextlib.suppress(OSError):
            for byte in raw(array(shape=(1000,)), bytes(1000)):
                pair[0].send(bytes([byte]))
                time.sleep(0.02)

    threading.Thread(target=drip, daemon=True).start()
    # All of it takes 20 s or more: the frame would arrive.
    with pytest.raises(TimeoutError):
        receive_frame(pair[1], deadline=time.monotonic() + 0.3)


def test_a_reader_who_does_not_read_cannot_hold_up_the_sender(pair: Pair) -> None:
    with pytest.raises(TimeoutError):
        send_frame(pair[0], Frame({}, [np.zeros(2**24)]), deadline=time.monotonic() + 0.1)


def test_the_end_of_the_other_side_is_told_apart(pair: Pair) -> None:
    pair[0].close()
    with pytest.raises(WireClosedError):
        receive_frame(pair[1], deadline=soon())


def no_object(value: object) -> None:
    return None


def refuse(kind: str, content: object) -> object:
    raise WireError(kind)


def round_trip(value: object) -> object:
    arrays: list[NDArray[np.generic]] = []
    tree = json.loads(json.dumps(encode_value(value, no_object, arrays)))
    return decode_value(tree, arrays, refuse)


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, False, 0, -5, 2**63, 1.5, math.inf, "", "卷積", [], (), {}),
        *([1, 2.5, True], [[1, 2], [3, 4]], (1, (2, [3])), {"loss": [0.5], 3: None}),
    ],
    ids=repr,
)
def test_a_plain_value_arrives_as_it_was(value: object) -> None:
    assert round_trip(value) == value
    assert type(round_trip(value)) is type(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (type("Sub", (float,), {"__eq__": lambda *_: True, "__hash__": None})(2.5), 2.5),
        (type("Sub", (int,), {"__int__": lambda _: 9})(2), 2),
        (type("Sub", (str,), {"__str__": lambda _: "forged"})("text"), "text"),
        (type("Sub", (list,), {"__iter__": lambda _: iter([9])})([1]), [1]),
    ],
)
def test_a_subclass_arrives_as_what_it_is_made_of(value: object, expected: object) -> None:
    assert type(round_trip(value)) is type(expected)
    assert round_trip(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((2, 2)).view(type("Sub", (np.ndarray,), {})),
        np.ma.masked_array([1, 2], [True, False]),
        np.array([1, 2], dtype=np.longdouble),
        range(4),
        memoryview(bytes(3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_numpy_reads_as_numbers_arrives_as_a_plain_array(value: object) -> None:
    arrived = round_trip(value)
    assert type(arrived) is np.ndarray
    np.testing.assert_array_equal(arrived, np.asarray(value))


def test_a_long_list_of_lists_arrives_as_an_array() -> None:
    images = np.arange(40_000).reshape(4, 100, 100)
    arrived = round_trip(images.tolist())
    assert isinstance(arrived, np.ndarray)
    np.testing.assert_array_equal(arrived, images)


endless: list[object] = []
endless.append(endless)


@pytest.mark.parametrize(
    ("value", "description"),
    [
        (object(), "object"),
        ({1, 2}, "set"),
        ((n for n in range(3)), "generator"),
        (1j, "complex"),
        (b"bytes", "bytes"),
        (np.array([1j]), r"array of complex numbers, shape \(1,\)"),
        (np.array([None]), r"array of objects, shape \(1,\)"),
        (np.array(["a"]), r"array of texts, shape \(1,\)"),
        (np.zeros(2, "datetime64[s]"), r"array of datetime64\[s\]"),
        (2**64, "an integer of more than 64 bits"),
        ("x" * 100_000, "a text of 100000 characters"),
        ({(1, 2): 3}, "a dictionary with tuple as a key"),
        (endless, "list, nested too deeply"),
        ([1, 2j], "complex"),
        (dict.fromkeys(range(10**5)), "nested too deeply or too large"),
        (test_a_plain_value_arrives_as_it_was, "function"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_travel_is_described(value: object, description: str) -> None:
    with pytest.raises(BadValueError, match=description):
        round_trip(value)


def test_a_value_whose_class_raises_is_described() -> None:
    class Hostile:
        @property
        def __class__(self) -> type:
            raise RuntimeError("hostile")

        def __array__(self, *arguments: object) -> NDArray[np.generic]:
            raise RuntimeError("hostile")

    with pytest.raises((BadValueError, RuntimeError)):
        round_trip(Hostile())


@pytest.mark.parametrize(
    "tree",
    [
        *([], {}, {"list": [], "tuple": []}, {"list": 3}, {"tuple": {}}, {"array": 0}),
        *({"array": -1}, {"array": True}, {"dict": [[1]]}, {"dict": [[[], 1]]}, {"other": 1}),
        *(10**30, {"list": [{"array": 5}]}, json.loads('{"list": [' * 50 + "]}" * 50)),
    ],
    ids=lambda tree: str(tree)[:30],
)
def test_a_forged_value_is_refused(tree: object) -> None:
    with pytest.raises(WireError):
        decode_value(tree, [], refuse)
