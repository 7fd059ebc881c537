"""What stays in the submission's process, above all models, and how it is referred to."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from fundamentals.sandbox.worker._tripwire import tripwire
from fundamentals.sandbox.worker._values import BadValueError
from fundamentals.sandbox.worker._wire import WireError


def loaded_keras() -> Any:
    """Return the module ``keras`` if anything imported it, else None."""
    return sys.modules.get("keras")


class Objects:
    """Models by handle: the tree {"model": 3} is the third one that was returned.

    Attributes:
        models: By handle.
        input_shapes: By handle, the input shape that the model's builder was asked for, or None.
        asked_shape: The input shape that the running call was asked for, if it was.
    """

    def __init__(self) -> None:
        self.models: dict[int, Any] = {}
        self.input_shapes: dict[int, tuple[int, ...] | None] = {}
        self.asked_shape: tuple[int, ...] | None = None
        self._handles: dict[int, int] = {}

    def add(self, model: Any) -> int:
        """Return the handle of ``model``; the same model keeps its handle."""
        # The model stays referenced in `models`, so that its id is not used again.
        handle = self._handles.setdefault(id(model), len(self.models) + 1)
        self.models[handle] = model
        if self.input_shapes.get(handle) is None:
            self.input_shapes[handle] = self.asked_shape
        return handle

    def encode(self, value: object) -> dict[str, Any] | None:
        """Return the tree of a model or a history; None for anything else."""
        keras = loaded_keras()
        if keras is None:
            return None
        if isinstance(value, keras.Model):
            return {"model": self.add(value)}
        if isinstance(value, keras.callbacks.History):
            model = getattr(value, "model", None)
            return {
                "history": {
                    "history": _plain_history(value.history),
                    "epochs": [int(epoch) for epoch in getattr(value, "epoch", [])],
                    "model": self.add(model) if isinstance(model, keras.Model) else None,
                }
            }
        return None

    def decode(self, kind: str, content: Any) -> Any:
        """Return the model, history, generator or function that an argument's tree stands for."""
        if kind == "model":
            return self.models[content]
        if kind == "generator":
            bits = np.random.PCG64()
            bits.state = content
            return np.random.Generator(bits)
        if kind == "given_history":
            import keras

            history = keras.callbacks.History()
            history.history = {name: list(values) for name, values in content.items()}
            history.epoch = list(range(max(map(len, content.values()), default=0)))
            return history
        if kind == "given_tripwire":
            return tripwire(content)
        raise WireError(f"a value of kind {kind}")


def _plain_history(history: Any) -> dict[str, list[float]]:
    try:
        return {str(name): [float(value) for value in values] for name, values in history.items()}
    except Exception:
        raise BadValueError("History whose .history is no dictionary of lists of numbers") from None
