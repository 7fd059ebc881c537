"""Two layers that stand for the contents of a learner's own layer: a weight, or a constant array.

A rebuilt model may have only these besides Keras's own layers. They are made only if Keras is
loaded.
"""

from __future__ import annotations

import functools
from typing import Any

from fundamentals.sandbox.worker._objects import loaded_keras


def weight_tensor(variable: Any, inputs: Any) -> Any:
    """Return a symbolic tensor whose value is that of the Keras ``variable``."""
    layer = node_classes()["Weight"](tuple(variable.shape), str(variable.dtype))
    layer.value = variable
    layer.trainable = bool(variable.trainable)
    return layer(inputs)


def constant_tensor(value: Any, inputs: Any) -> Any:
    """Return a symbolic tensor whose value is the array ``value``."""
    array = loaded_keras().ops.convert_to_numpy(value)
    return node_classes()["Constant"](array.tolist(), str(array.dtype))(inputs)


@functools.cache
def node_classes() -> dict[str, type]:
    """Return the two classes by name. A graph needs an input for each node: its images."""
    import keras

    class Weight(keras.layers.Layer):  # type: ignore[misc]
        """Returns its one weight for any input."""

        def __init__(self, shape: Any, weight_dtype: str, **named: Any) -> None:
            super().__init__(**named)
            self.shape, self.weight_dtype = tuple(shape), weight_dtype
            self.value: Any = None

        def build(self, input_shape: Any) -> None:
            if self.value is None:
                self.value = self.add_weight(self.shape, "zeros", self.weight_dtype)

        def call(self, inputs: Any) -> Any:
            return keras.ops.convert_to_tensor(self.value)

        def compute_output_spec(self, inputs: Any) -> Any:
            return keras.KerasTensor(self.shape, self.weight_dtype)

        def get_config(self) -> dict[str, Any]:
            own = {"shape": list(self.shape), "weight_dtype": self.weight_dtype}
            return {**super().get_config(), **own}

    class Constant(keras.layers.Layer):  # type: ignore[misc]
        """Returns one array for any input."""

        def __init__(self, value: Any, value_dtype: str, **named: Any) -> None:
            super().__init__(**named)
            self.value, self.value_dtype = keras.ops.array(value, value_dtype), value_dtype

        def call(self, inputs: Any) -> Any:
            return self.value

        def compute_output_spec(self, inputs: Any) -> Any:
            return keras.KerasTensor(self.value.shape, self.value_dtype)

        def get_config(self) -> dict[str, Any]:
            value = keras.ops.convert_to_numpy(self.value).tolist()
            return {**super().get_config(), "value": value, "value_dtype": self.value_dtype}

    return {"Weight": Weight, "Constant": Constant}
