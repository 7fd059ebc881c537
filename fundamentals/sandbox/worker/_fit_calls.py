"""What a submission passes to ``Model.fit``: hints for explanations, which it could forge.

Each training is also spared a second trace, as by the labs' own ``fit``.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import inspect
import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from fundamentals.sandbox.worker._models import learning_rate
from fundamentals.sandbox.worker._objects import loaded_keras
from fundamentals.sandbox.worker._row_digests import row_digests

MAX_FITS = 32
# Batches of a pipeline that are counted, to learn how many images it validates on.
MAX_BATCHES = 256
# Rows that are told one by one: those of a short training.
MAX_ROWS = 512


@contextlib.contextmanager
def recording_fits(records: list[dict[str, Any]]) -> Iterator[None]:
    """Append the facts of each ``Model.fit`` inside the block to ``records``."""
    keras = loaded_keras()
    if keras is None:
        yield
        return
    original = keras.Model.fit
    signature = inspect.signature(original)

    @functools.wraps(original)
    def fit(self: Any, *arguments: Any, **named: Any) -> Any:
        # A hint must never make a right call fail, and a wrong call is left to Keras.
        with contextlib.suppress(Exception):
            # Loaded with Keras, and only then.
            from fundamentals.training import create_training_variables

            bound = signature.bind(self, *arguments, **named)
            bound.apply_defaults()
            create_training_variables(self, bound.arguments["x"], bound.arguments["y"])
            if len(records) < MAX_FITS:
                records.append(_facts(self, bound.arguments))
        return original(self, *arguments, **named)

    keras.Model.fit = fit
    try:
        yield
    finally:
        # The method is inherited: what was set on the class itself goes away again.
        if vars(keras.Model).get("fit") is fit:
            del keras.Model.fit


def _facts(model: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    validation = arguments.get("validation_data")
    pair = validation if isinstance(validation, (tuple, list)) else (validation,)
    return {
        "epochs": _epochs(arguments),
        "batch_size": _number(arguments.get("batch_size")),
        "validation_split": float(arguments.get("validation_split") or 0.0),
        "x": array_facts(arguments.get("x")),
        "y": array_facts(arguments.get("y")),
        "validation_x": array_facts(pair[0]),
        "validation_y": array_facts(pair[1]) if len(pair) > 1 else None,
        "validation_images": _image_count(pair[0]),
        "learning_rate": learning_rate(model.optimizer),
    }


def _epochs(arguments: dict[str, Any]) -> int | None:
    """Return how many epochs are asked for; Keras counts those before ``initial_epoch``, too."""
    epochs = _number(arguments.get("epochs"))
    return None if epochs is None else epochs - (_number(arguments.get("initial_epoch")) or 0)


def _image_count(value: Any) -> int | None:
    """Return the number of images in an array or a short pipeline; None if unknown."""
    if value is None:
        return None
    try:
        if hasattr(value, "__array__"):
            return int(np.shape(value)[0])
        batches = itertools.islice(value.as_numpy_iterator(), MAX_BATCHES + 1)
        sizes = [len(images) for images, *_ in batches]
    except Exception:
        return None
    return sum(sizes) if len(sizes) <= MAX_BATCHES else None


def _number(value: Any) -> int | None:
    return None if value is None else int(value)


def array_facts(value: Any) -> dict[str, Any] | None:
    """Return the data of :class:`fundamentals.sandbox.ArrayFacts` for ``value``; None for None."""
    if value is None:
        return None
    if not isinstance(value, np.ndarray):
        if not hasattr(value, "__array__"):
            return {"kind": type(value).__name__}
        value = np.asarray(value)
    described = f"{value.dtype.str} {value.shape} ".encode()
    facts = {
        "kind": "array",
        "shape": list(value.shape),
        "dtype": value.dtype.name,
        "digest": hashlib.sha256(described + value.tobytes()).hexdigest(),
    }
    if value.size and value.dtype.kind in "biuf":
        facts.update(low=float(value.min()), high=float(value.max()))
        if value.ndim and len(value) <= MAX_ROWS:
            facts["rows"] = "".join(row_digests(value))
    return facts
