"""Building and training on all GPUs of the machine, without a change of code."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    import tensorflow as tf


@contextlib.contextmanager
def accelerated(
    *, mixed_precision: bool = False, devices: Sequence[str] | None = None
) -> Iterator[tf.distribute.Strategy]:
    """Build, compile and train inside this block to use all GPUs that there are.

    With several GPUs each batch is shared among copies of the model, whose gradients are averaged:
    the figures are those of one GPU with the same batch size, but that batch normalization looks at
    each copy's part alone. With one GPU, or none, the block changes nothing.

    Keras cannot begin with a batch that does not divide evenly. The course's batch sizes are powers
    of two, and so is the number of GPUs that are used: two of three. A batch size of your own must
    be a multiple of it.

    Several GPUs and XLA do not go together (keras-team/keras#17187):
    :func:`~fundamentals.training.fit` then trains without XLA.

    Args:
        mixed_precision: True to compute in 16-bit and keep weights in 32-bit floating-point numbers
            on a GPU, which its tensor cores do several times as fast. It pays off for large
            networks; the network's last layer is best given ``dtype="float32"``. Without a GPU it
            changes nothing: a CPU is slower in 16 bits.
        devices: TensorFlow's names of those to use, such as ``["GPU:0", "GPU:1"]``.

    Yields:
        The strategy: its ``num_replicas_in_sync`` is the number of copies.

    Raises:
        ArgumentError: TensorFlow has no device of a name in ``devices``.

    Example:
        >>> with accelerated():
        ...     model = build_cnn(dataset.image_shape, dataset.num_classes)
        ...     history = train_model(model, x_train, y_train, x_valid, y_valid, epochs)
    """
    import keras
    import tensorflow as tf

    gpus = [device.name for device in tf.config.list_logical_devices("GPU")]
    chosen = list(devices) if devices is not None else gpus[: _power_of_two(len(gpus))]
    _check_devices(chosen, [device.name for device in tf.config.list_logical_devices()])
    strategy = tf.distribute.get_strategy()
    if len(chosen) > 1:
        # The default, a collective reduction, fails for the second model that a program trains
        # (tensorflow/tensorflow#62790). The course's gradients are small enough for one device.
        strategy = tf.distribute.MirroredStrategy(
            chosen, cross_device_ops=tf.distribute.ReductionToOneDevice()
        )
    policy = keras.config.dtype_policy()
    if mixed_precision and gpus:
        keras.config.set_dtype_policy("mixed_float16")
    try:
        with strategy.scope():
            yield strategy
    finally:
        keras.config.set_dtype_policy(policy)


def _power_of_two(count: int) -> int:
    """Return the largest power of two that is at most ``count``; 0 for 0."""
    return 1 << count.bit_length() >> 1


def _check_devices(chosen: Sequence[str], known: Sequence[str]) -> None:
    for name in chosen:
        if not any(other == name or other.endswith(f":{name}") for other in known):
            raise ArgumentError(
                Text("devices={devices}", "devices={devices}").format(devices=list(chosen)),
                expected=Text("some of {known}", "下列裝置：{known}").format(
                    known=", ".join(other.partition("device:")[2] or other for other in known)
                ),
                fix=Text("leave it out to use the GPUs that there are", "省略即使用現有的 GPU"),
            )
