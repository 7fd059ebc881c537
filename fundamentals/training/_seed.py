"""The same figures twice."""

from __future__ import annotations


def set_seed(seed: int) -> None:
    """Seed every random number generator that training draws from.

    Covers Python's ``random``, NumPy's global generator, TensorFlow and Keras. It also asks
    TensorFlow for deterministic operations, so that the same script on the same machine, with the
    same versions and the same number of cores, gives the same figures again, to the last digit.
    Another machine, another TensorFlow or a GPU in place of a CPU adds in another order and may
    differ in the last digits, which training then magnifies.

    Call it before the model is built: initial weights are drawn then. ``numpy.random.default_rng``
    generators are seeded where they are made and are not touched.

    Args:
        seed: A whole number from 0 to 4,294,967,295.
    """
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
