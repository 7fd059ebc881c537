"""Activation maximization: the image that a channel responds to most."""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.perception._batches import Tensor, input_shape, run
from fundamentals.perception._forward_pass import record_calls


def maximize_activation(
    model: keras.Model,
    layer: str,
    channels: Sequence[int] | None = None,
    *,
    image_shape: tuple[int, int, int] | None = None,
    value_range: tuple[float, float] = (0.0, 1.0),
    steps: int = 64,
    rate: float = 0.05,
    jitter: int = 2,
    decay: float = 0.01,
    smoothness: float = 0.05,
    seed: int = 0,
) -> NDArray[np.float32]:
    """Climb, by gradient ascent from faint noise, to an image that excites each channel.

    All channels climb at once, one image each. A step moves by ``rate`` times the gradient scaled
    to unit root mean square. The image is rolled by a random few pixels before each step, so that
    no pattern depends on its exact position; contrast and roughness are penalized a little, because
    noise would win otherwise. Source: Erhan et al., "Visualizing Higher-Layer Features of a Deep
    Network", 2009; jitter and regularization as in Olah et al., "Feature Visualization", Distill
    2017.

    Args:
        model: Any Keras model that takes one image.
        layer: Name or path of the layer; of the last layer, the score before softmax counts.
        channels: Channels (or units) to excite; None: all.
        image_shape: ``(height, width, channels)``; None reads it from the model.
        value_range: Lowest and highest pixel that the model was trained on.
        steps: Number of steps.
        rate: Length of a step, in units of the value range.
        jitter: Maximum roll along either axis, in pixels; 0 for none.
        decay: Weight of the mean squared distance from medium gray (range scaled to 1).
        smoothness: Weight of the mean squared difference between neighboring pixels.
        seed: Seed of noise and jitter.

    Returns:
        float32 ``(len(channels), height, width, channels)`` within ``value_range``.

    Raises:
        ArgumentError: A channel does not exist, or the image's shape is not known.
        ModelError: No layer, or more than one, has that name.
    """
    random = np.random.default_rng(seed)
    shape = image_shape or input_shape(model)
    chosen = _chosen_channels(model, layer, channels, shape)
    low, high = value_range
    # Positions are scaled to 0–1, so that rate and weights mean the same for any range.
    position = (0.5 + random.normal(0, 0.05, (len(chosen), *shape))).astype(np.float32)
    settings = (layer, float(low), float(high), float(rate), float(decay), float(smoothness))
    for shift in random.integers(-jitter, jitter + 1, (steps, 2), dtype=np.int32):
        position = run(_climb, model, position, chosen, shift, options=settings)
    return np.asarray(low + (high - low) * np.asarray(position), dtype=np.float32)


def _climb(
    model: keras.Model,
    position: Tensor,
    channels: Tensor,
    shift: Tensor,
    layer: str,
    low: float,
    high: float,
    rate: float,
    decay: float,
    smoothness: float,
) -> Tensor:
    rolled = tf.roll(position, shift, axis=(1, 2))
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(rolled)
        target = record_calls(model, low + (high - low) * rolled).find(layer)
        response = tf.gather(target.score, channels, axis=-1)
        response = tf.reshape(response, (tf.shape(response)[0], -1, tf.shape(channels)[0]))
        # Image k climbs for channel k: the diagonal of (image, channel).
        excitement = tf.linalg.diag_part(tf.reduce_mean(response, axis=1))
        objective = (
            tf.reduce_sum(excitement)
            - decay * _per_image(tf.square(rolled - 0.5))
            - smoothness * _per_image(tf.square(rolled[:, 1:] - rolled[:, :-1]))
            - smoothness * _per_image(tf.square(rolled[:, :, 1:] - rolled[:, :, :-1]))
        )
    gradient = tape.gradient(objective, rolled)
    size = tf.sqrt(tf.reduce_mean(tf.square(gradient), axis=(1, 2, 3), keepdims=True))
    moved = tf.clip_by_value(rolled + rate * gradient / (size + 1e-8), 0.0, 1.0)
    return tf.roll(moved, -shift, axis=(1, 2))


def _per_image(cost: Tensor) -> Tensor:
    return tf.reduce_sum(tf.reduce_mean(cost, axis=(1, 2, 3)))


def _chosen_channels(
    model: keras.Model, layer: str, channels: Sequence[int] | None, shape: tuple[int, int, int]
) -> NDArray[np.int32]:
    target = record_calls(model, tf.zeros((1, *shape))).find(layer)
    count = int(target.output.shape[-1])
    chosen = np.asarray(range(count) if channels is None else channels, dtype=np.int32)
    if chosen.ndim != 1 or not len(chosen) or chosen.min() < 0 or chosen.max() >= count:
        raise ArgumentError(
            Text.untranslated("channels={channels}").format(channels=channels),
            expected=Text(
                "channels of {layer!r}, 0 to {last}", "{layer!r} 的色版，0 到 {last}"
            ).format(layer=layer, last=count - 1),
            fix=Text("pass None for all of them", "傳入 None 表示全部"),
        )
    return chosen
