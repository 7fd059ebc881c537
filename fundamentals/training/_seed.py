"""Reproducible runs."""

from __future__ import annotations


def set_seed(seed: int) -> None:
    """Seed every random number generator that training draws from.

    This covers Python's ``random``, NumPy's global generator, TensorFlow and Keras. It also asks
    TensorFlow for deterministic operations, so the same script on the same machine, with the same
    versions and number of cores, gives the same figures to the last digit. A different machine,
    TensorFlow version or a GPU instead of a CPU adds numbers in a different order. Results may then
    differ in the last digits, which training magnifies.

    Call it before building the model, which draws initial weights. ``numpy.random.default_rng``
    generators have their own seeds and are not affected.

    Args:
        seed: A whole number from 0 to 4,294,967,295.
    """
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
