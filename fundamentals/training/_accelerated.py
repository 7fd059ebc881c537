"""Building and training on all GPUs of the machine, without changing the code."""

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
    """Use all GPUs of the machine to build, compile and train inside this block.

    With several GPUs, each batch is split among copies of the model, whose gradients are averaged.
    The results are those of one GPU with the same batch size: :func:`~fundamentals.training.fit`
    also lets batch normalization see the whole batch. With one GPU, or none, the block changes
    nothing.

    Keras cannot start with a batch that does not divide evenly. The course's batch sizes are powers
    of two, so the number of GPUs in use is a power of two as well: two of three, for example. Your
    own batch size must be a multiple of that number.

    XLA does not work with several GPUs (keras-team/keras#17187), so
    :func:`~fundamentals.training.fit` then trains without XLA.

    Args:
        mixed_precision: True to compute in 16-bit floating-point numbers on a GPU, and keep weights
            in 32 bits. Tensor cores are several times faster this way, which pays off for large
            networks; give the network's last layer ``dtype="float32"``. Without a GPU, this changes
            nothing, because a CPU is slower in 16 bits.
        devices: TensorFlow's names of the devices to use, such as ``["GPU:0", "GPU:1"]``.

    Yields:
        The strategy: its ``num_replicas_in_sync`` is the number of copies.

    Raises:
        ArgumentError: TensorFlow has no device with a name in ``devices``.

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
        # (tensorflow/tensorflow#62790). One device can hold the gradients of the course's models.
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
                Text.untranslated("devices={devices}").format(devices=list(chosen)),
                expected=Text("some of {known}", "下列裝置：{known}").format(
                    known=", ".join(other.partition("device:")[2] or other for other in known)
                ),
                fix=Text("leave it out to use all GPUs", "省略即使用現有的 GPU"),
            )
