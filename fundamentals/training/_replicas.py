"""Batch normalization over several GPUs. Only `fit` imports this: it imports Keras."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import keras


@contextlib.contextmanager
def synchronized_batches(model: keras.Model) -> Iterator[None]:
    """Have batch normalization see the whole batch, as on one GPU, instead of each GPU's part.

    All copies of the model then keep the same statistics. Keras computes them over all GPUs for
    layers built with ``synchronized=True``, which the labs' and learners' layers are not.
    Afterwards the layers are as before, so a saved model does not depend on the GPUs that it was
    trained on.
    """
    layers = [
        layer
        for layer in model._flatten_layers()
        if isinstance(layer, keras.layers.BatchNormalization) and not layer.synchronized
    ]
    for layer in layers:
        layer.synchronized = True
    try:
        yield
    finally:
        for layer in layers:
            layer.synchronized = False
