"""Grad-CAM: the evidence for a class in the image."""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError, ModelError
from fundamentals.language import Text
from fundamentals.perception._batches import Tensor, as_images, in_batches, run
from fundamentals.perception._forward_pass import record_calls


def grad_cam(
    model: keras.Model,
    images: NDArray[np.floating],
    *,
    classes: int | Sequence[int] | NDArray[np.integer] | None = None,
    layer: str | None = None,
    batch_size: int = 128,
) -> NDArray[np.float32]:
    """Return one heat map per image: how strongly each position of ``layer`` supports the class.

    Each channel's map is weighted by the mean gradient of the class's score (before softmax) with
    respect to it; the weighted sum, where positive, is the heat. Source: Selvaraju et al.,
    "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", ICCV 2017.

    Args:
        model: Any Keras model that takes one image and returns ``(n, classes)``.
        images: Float array ``(n, height, width, channels)``, scaled as in training.
        classes: The class to explain, one for all images or one per image; None: the predicted
            class.
        layer: Name of a layer with image-shaped output; None: the last convolution.
        batch_size: Images per pass.

    Returns:
        float32 ``(n, rows, columns)``, 0 or more, at the resolution of ``layer``, unscaled: heat
        is in units of the class's score.

    Raises:
        ArgumentError: ``images`` or ``classes`` has a wrong shape, or a class does not exist.
        ModelError: The layer does not exist, has no image-shaped output, or the score does not
            depend on it.
    """
    images = as_images(images)
    chosen = as_classes(classes, len(images))
    heat = [
        run(_heat, model, images[batch], chosen[batch], options=(layer,))
        for batch in in_batches(len(images), batch_size)
    ]
    check_classes(chosen, int(heat[0][1]))
    return np.concatenate([part.numpy() for part, _ in heat])


def _heat(
    model: keras.Model, images: Tensor, classes: Tensor, layer: str | None
) -> tuple[Tensor, Tensor]:
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        # Watching the images puts every layer on the tape; TensorFlow then computes only the part
        # of the backward pass between the score and `layer`.
        tape.watch(images)
        passed = record_calls(model, images)
        target = passed.last_convolution() if layer is None else passed.find(layer)
        scores = passed.score
        classes = tf.where(classes < 0, tf.argmax(scores, axis=-1), classes)
        score = tf.reduce_sum(scores * tf.one_hot(classes, scores.shape[-1], dtype=scores.dtype))
    if len(target.output.shape) != 4:
        raise _not_image_shaped(target.name, tuple(target.output.shape))
    gradient = tape.gradient(score, target.output)
    if gradient is None:
        raise _without_influence(target.name)
    weights = tf.reduce_mean(gradient, axis=(1, 2), keepdims=True)
    heat = tf.nn.relu(tf.reduce_sum(weights * target.output, axis=-1))
    return tf.cast(heat, tf.float32), tf.constant(scores.shape[-1])


def as_classes(
    classes: int | Sequence[int] | NDArray[np.integer] | None, count: int
) -> NDArray[np.int64]:
    """Return one class per image; -1 stands for the predicted class.

    Raises:
        ArgumentError: ``classes`` is neither one class nor one per image, or one is negative.
    """
    array = np.asarray(-1 if classes is None else classes, dtype=np.int64)
    if array.shape not in ((), (count,)) or (classes is not None and np.any(array < 0)):
        raise ArgumentError(
            Text.untranslated("classes={classes}").format(classes=classes),
            expected=Text(
                "one class, or one for each of {count} images, 0 or more",
                "一個類別，或 {count} 張圖像各一個，皆不小於 0",
            ).format(count=count),
            fix=Text("pass None for the predicted classes", "傳入 None 表示預測的類別"),
        )
    return np.broadcast_to(array, (count,)).copy()


def check_classes(classes: NDArray[np.int64], num_classes: int) -> None:
    """Check that the model knows every class.

    Raises:
        ArgumentError: One is too high.
    """
    if classes.max() >= num_classes:
        raise ArgumentError(
            Text("class {highest}", "類別 {highest}").format(highest=classes.max()),
            expected=Text("0 to {last}, the model's classes", "0 到 {last}，即模型的類別").format(
                last=num_classes - 1
            ),
            fix=Text("count classes from 0", "類別從 0 開始編號"),
        )


def _not_image_shaped(name: str, shape: tuple[int | None, ...]) -> ModelError:
    return ModelError(
        Text("layer {name!r}, whose output is {shape}", "層 {name!r}，輸出形狀為 {shape}").format(
            name=name, shape=shape
        ),
        expected=Text(
            "a layer with output (n, rows, columns, channels)", "輸出為 (n, 列, 行, 色版) 的層"
        ),
        fix=Text("choose a convolution or pooling layer", "請選擇卷積層或池化層"),
    )


def _without_influence(name: str) -> ModelError:
    return ModelError(
        Text(
            "layer {name!r}, which does not affect the class scores", "層 {name!r} 不影響類別分數"
        ).format(name=name),
        expected=Text("a layer between the image and the prediction", "介於圖像與預測之間的層"),
        fix=Text("choose another layer", "請選擇其他層"),
    )
