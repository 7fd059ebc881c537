"""One network again out of its copies. Imported by `fit` alone: it imports Keras."""

from __future__ import annotations

from collections.abc import Mapping

import keras
import tensorflow as tf


class CopiesInStep(keras.callbacks.Callback):  # type: ignore[misc]
    """Averages what the copies have measured before each validation."""

    def on_test_begin(self, logs: Mapping[str, float] | None = None) -> None:
        average_copies(self.model)


def average_copies(model: keras.Model) -> None:
    """Give every copy of a network the mean of what each has measured of its own images.

    Keras averages the gradients of the copies, so that their weights stay the same, but not the
    moving statistics of batch normalization: each copy would predict otherwise, and only the
    first's would be saved.
    """
    for variable in model.non_trainable_variables:
        copies = model.distribute_strategy.experimental_local_results(variable.value)
        if len(copies) > 1 and copies[0].dtype.is_floating:
            mean = tf.reduce_mean(tf.stack([tf.identity(copy) for copy in copies]), axis=0)
            for copy in copies:
                copy.assign(mean)
