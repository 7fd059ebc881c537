"""Creating the variables of a training run before TensorFlow traces its step."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras


def create_training_variables(model: keras.Model, x: Any, y: Any = None) -> None:
    """Create the variables that Keras would create in the first step of ``model.fit(x, y)``.

    They belong to the optimizer and the metrics. TensorFlow traces a function that creates
    variables twice: a second or more for a CNN. The training itself stays the same.

    What Keras alone knows how to prepare is left to it: a model that is not built or has several
    outputs, a training step of the model's own, several GPUs.

    Args:
        model: A compiled Keras model.
        x: As ``model.fit`` takes it.
        y: Its labels; None if ``x`` contains them.
    """
    # Keras does it itself, and says what is wrong, if this cannot.
    with contextlib.suppress(Exception):
        if not _is_prepared_here(model):
            return
        if not model.optimizer.built:
            model.optimizer.build(model.trainable_variables)
        metrics = model._compile_metrics
        labels = _shape_of_labels(x, y)
        if metrics is not None and not metrics.built and labels is not None:
            metrics.build(_symbol(labels), _symbol(model.outputs[0].shape))


def _is_prepared_here(model: keras.Model) -> bool:
    import keras

    own = type(model)
    return (
        own.train_step is keras.Model.train_step
        and own.compute_metrics is keras.Model.compute_metrics
        and bool(model.built)
        and not model.run_eagerly
        and len(model.outputs or ()) == 1
        and model.distribute_strategy.num_replicas_in_sync == 1
    )


def _shape_of_labels(x: Any, y: Any) -> tuple[int | None, ...] | None:
    """Return the shape of a batch of labels; None if it is unknown."""
    if y is not None:
        return (None, *y.shape[1:])
    spec = getattr(x, "element_spec", None)
    return tuple(spec[1].shape.as_list()) if isinstance(spec, tuple) and len(spec) > 1 else None


def _symbol(shape: Any) -> Any:
    """Return a symbolic tensor: metrics read its shape, to tell numbers from one-hot rows."""
    import keras

    return keras.KerasTensor(tuple(shape), "float32")
