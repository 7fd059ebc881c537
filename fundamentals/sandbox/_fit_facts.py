"""What a submission passed to ``Model.fit``, as its own process recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fundamentals.sandbox.worker._fit_calls import MAX_FITS
from fundamentals.sandbox.worker._row_digests import ROW_DIGEST


@dataclass(frozen=True)
class ArrayFacts:
    """Facts about an array that the submission passed to ``fit``.

    Attributes:
        kind: "array", or the class name of anything else (then the rest is empty).
        shape: Its shape.
        dtype: Its dtype's name.
        low: Smallest value; NaN if there is none.
        high: Largest value; NaN if there is none.
        digest: Hash of dtype, shape and content: equal digests mean equal arrays.
        rows: Hash of each row's numbers, regardless of shape and dtype; empty if there are many
            rows.
    """

    kind: str
    shape: tuple[int, ...] = ()
    dtype: str = ""
    low: float = float("nan")
    high: float = float("nan")
    digest: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class FitFacts:
    """One call of Keras's ``Model.fit`` by the submission: a hint for explanations only.

    A submission can forge it, so it never earns a point. ``validation_images`` is the number of
    validation images, ``learning_rate`` that before the first epoch; None if unknown.
    """

    epochs: int | None
    batch_size: int | None
    validation_split: float
    x: ArrayFacts | None
    y: ArrayFacts | None
    validation_x: ArrayFacts | None
    validation_y: ArrayFacts | None
    validation_images: int | None
    learning_rate: float | None


def read_fits(records: Any, _: object) -> tuple[FitFacts, ...]:
    """Return the calls that a submission's process recorded; none if the record is malformed."""
    try:
        return tuple(map(_read_fit, records[:MAX_FITS]))
    except Exception:  # a hint, which costs nothing
        return ()


def _read_fit(record: Mapping[str, Any]) -> FitFacts:
    return FitFacts(
        epochs=_integer(record["epochs"]),
        batch_size=_integer(record["batch_size"]),
        validation_split=float(record["validation_split"]),
        validation_images=_integer(record["validation_images"]),
        learning_rate=_float(record["learning_rate"]),
        **{name: _read_array(record[name]) for name in ("x", "y", "validation_x", "validation_y")},
    )


def _read_array(facts: Mapping[str, Any] | None) -> ArrayFacts | None:
    if facts is None:
        return None
    return ArrayFacts(
        kind=str(facts["kind"]),
        shape=tuple(map(int, facts.get("shape", ()))),
        dtype=str(facts.get("dtype", "")),
        low=float(facts.get("low", "nan")),
        high=float(facts.get("high", "nan")),
        digest=str(facts.get("digest", "")),
        rows=_split(str(facts.get("rows", ""))),
    )


def _split(digests: str) -> tuple[str, ...]:
    return tuple(digests[at : at + ROW_DIGEST] for at in range(0, len(digests), ROW_DIGEST))


def _integer(value: object) -> int | None:
    return value if type(value) is int else None


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
