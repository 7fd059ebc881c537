# %% [markdown] lang="en"
# # Lab 6: deeper and smaller
#
# The network in lab 3b is a straight chain, convolution after convolution. There are other ways. A
# *skip* lets a network be thirty layers deep. A convolution in two steps needs far fewer parameters.
# You build both, and one picture compares their cost and their accuracy. Lab 6b reads images row by
# row, with a memory and with attention.
#
#     fundamentals check lab06

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab06_architectures")

# %%
import time

import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_learning_curves, plot_model
from fundamentals.training import fit, history_frame

EPOCHS, BATCH_SIZE = 10, 64
# Of two convolutions; with the first and the last layer, 30 layers.
BLOCKS = 14

# %% [markdown] lang="en"
# ## 1. The same data, the same training
#
# A comparison of networks needs the same images and the same training for all. So this part is given:
# integer labels, the same number of epochs, and a learning rate that rises, then falls.


# %%
def prepare(split):
    """Return images, float32 0–1, and integer labels."""
    return split.images.astype("float32") / 255, split.labels


def train_model(model, x_train, y_train, epochs, validation_data=None):
    """Compile and train any of the networks."""
    steps = epochs * -(-len(x_train) // BATCH_SIZE)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0002, steps - steps // 4, warmup_target=0.002, warmup_steps=steps // 4
    )
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        x_train,
        y_train,
        validation_data=validation_data,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        verbose=False,
    )


if __name__ == "__main__":
    dataset = load_dataset("digits")
    (x_train, y_train), (x_valid, y_valid) = prepare(dataset.train), prepare(dataset.validation)

# %% [markdown] lang="en"
# ## 2. A block with a skip
#
# A *residual block* has two convolutions and a *skip* that leads around them: the input is added to
# the output of the convolutions.
#
#     x ──► 3×3, ReLU ──► 3×3 ──► + ──► ReLU
#     └───────────────────────────┘
#
# The two convolutions only need to learn the *change*, the residual. An addition needs equal shapes:
# `padding="same"` keeps rows and columns, and if the number of channels differs, a 1×1 convolution
# on the skip brings `x` to `filters` channels. The idea and the name come from He and others, *Deep
# Residual Learning for Image Recognition* (2015).

# %% [markdown] lang="en"
# > **Guess first.** How many parameters does the skip add if `x` already has `filters` channels?

# %%
if __name__ == "__main__":
    lab.guess("skip", None)
    lab.slide("residual")


# %%
def residual_block(x, filters, skip=True):
    """Apply two convolutions, with a skip around them: ReLU(convolutions(x) + x).

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        x: Keras tensor ``(n, rows, columns, channels)``.
        filters: number of kernels of each convolution.
        skip: False leaves out only the addition.

    Returns:
        Keras tensor ``(n, rows, columns, filters)``. Two Conv2D of 3×3 with bias, the first with
        ReLU; if ``channels`` differs from ``filters``, a Conv2D of 1×1 on the skip; no batch
        normalization.
    """
    raise NotImplementedError("Task 6.1: a residual block with a skip")


# %%
def build_block(input_shape, filters, skip=True):
    """Build a network with one block, to try it out."""
    x = keras.Input(input_shape)
    return keras.Model(x, residual_block(x, filters, skip))


# %% [markdown]
# ```
# >>> build_block((7, 7, 8), 16).output_shape, build_block((7, 7, 8), 16).count_params()
# ((None, 7, 7, 16), 3632)
# ```

# %% [markdown] lang="en"
# A digit passes through one untrained block: without the skip, little of it is left; with the skip, it survives.

# %%
if __name__ == "__main__":
    if lab.written("6.1"):
        blocks = {"image": x_train[0]}
        for name, skip in (
            ("without skip", False),
            ("with skip", True),
        ):
            keras.utils.set_random_seed(lab.seed)
            blocks[name] = build_block(dataset.image_shape, 1, skip).predict(
                x_train[:1], verbose=0
            )[0]
        lab.save(plot_grids(blocks), "block")

# %% [markdown] lang="en"
# ## 3. Thirty layers
#
# One convolution with a stride of 4 turns 28×28 pixels into a 7×7 map, so that training takes seconds.
# Fourteen blocks follow: together with the first and the last layer, thirty layers with parameters.
# With `skip=False`, you get the same network without the additions: the same layers, the same number
# of parameters, and initial weights from the same distribution.

# %% [markdown] lang="en"
# > **Guess first.** After 10 epochs, how many of its *training* images does the network without skips
# > get right? (a) Nearly all, (b) about half, (c) as many as by guessing.

# %%
if __name__ == "__main__":
    lab.guess("thirty", None)


# %%
def build_deep(input_shape, num_classes, blocks, skip=True):
    """Build a deep network of residual blocks, not yet compiled.

    Args:
        input_shape: shape of one image, such as ``(28, 28, 1)``.
        num_classes: number of classes.
        blocks: number of blocks, each of 16 channels.
        skip: passed on to every ``residual_block``.

    Returns:
        Keras model: a Conv2D of 16 kernels 5×5 with stride 4, ``padding="same"`` and ReLU; the
        blocks; global average pooling; probabilities ``(n, num_classes)``.
    """
    raise NotImplementedError("Task 6.2: thirty layers")


# %% [markdown]
# ```
# >>> deep = build_deep((28, 28, 1), 10, blocks=14)
# >>> deep.output_shape, sum(isinstance(layer, keras.layers.Conv2D) for layer in deep.layers)
# ((None, 10), 29)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.1", "6.2"):
        curves = {}
        for name, skip in (
            ("without skips", False),
            ("residual", True),
        ):
            keras.utils.set_random_seed(lab.seed)
            model = build_deep(dataset.image_shape, dataset.num_classes, BLOCKS, skip)
            start = time.perf_counter()
            history = train_model(model, x_train, y_train, EPOCHS, (x_valid, y_valid))
            # The last one is residual: part 6 compares these numbers, so it trains only once.
            residual = {
                "parameters": model.count_params(),
                "seconds": time.perf_counter() - start,
                "accuracy": history.history["val_accuracy"][-1],
            }
            curves[str(name)] = history_frame(history)
            print(
                f"{history.history['accuracy'][-1]:6.1%} of the training images right, "
                f"{model.count_params():,} parameters: {name}"
            )
        lab.save(plot_learning_curves(curves), "thirty_layers")

# %% [markdown] lang="en"
# Without skips this is not overfitting: the network does not learn even its training images. Every layer shrinks the signal a little, and the gradient on the way
# back. After thirty layers, nothing is left to learn from. An addition passes both on unchanged. Other
# initial weights, or batch normalization after each convolution, also help; the skip needs neither.

# %% [markdown] lang="en"
# ## 4. A convolution in two steps
#
# An ordinary kernel looks at its window in *all* channels at once. A *depthwise-separable convolution*
# takes two steps. First *depthwise*: one `size` × `size` kernel per channel. Then *pointwise*: a 1×1
# convolution mixes the channels, once per filter. At the end, each filter has one bias. How many
# parameters does that save?


# %%
def convolution_parameters(size, channels, filters):
    """Count the parameters of an ordinary and of a depthwise-separable convolution.

    Args:
        size: height and width of the kernels.
        channels: number of input channels.
        filters: number of output channels.

    Returns:
        Two integers: ``(ordinary, separable)``, biases included.
    """
    raise NotImplementedError("Task 6.3: count a convolution's parameters")


# %% [markdown]
# ```
# >>> convolution_parameters(3, 24, 40)
# (8680, 1216)
# ```

# %% [markdown] lang="en"
# Drawn true to scale, one pixel per weight: 24 to 40 channels, the ordinary kernels and both steps.

# %%
if __name__ == "__main__":
    if lab.written("6.3"):
        ordinary, separable = convolution_parameters(3, 24, 40)
        count = "{name}: {count:,} parameters"
        weights = {
            count.format(name="ordinary", count=ordinary): np.zeros((9 * 24, 40)),
            "depthwise": np.zeros((9, 24)),
            count.format(name="both steps", count=separable): np.zeros((24, 40)),
        }
        lab.save(plot_grids(weights), "weights")

# %% [markdown] lang="en"
# ## 5. A small CNN made smaller
#
# `build_cnn` is the network from lab 3b. Build one like it from separable convolutions:
# `keras.layers.SeparableConv2D` does both steps. Keep the first convolution ordinary: a gray image has
# one channel, so its depthwise step would be a single kernel, and every filter a scaled copy of it.


# %%
def build_cnn(input_shape, num_classes):
    """Build lab 3b's network."""
    layers = [keras.Input(input_shape)]
    for filters, pooled in ((16, True), (24, False), (24, True), (40, False), (40, True)):
        layers += [keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)]
        layers += [keras.layers.MaxPooling2D()] if pooled else []
        layers += [keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]
    layers += [keras.layers.Flatten(), keras.layers.Dropout(0.3)]
    return keras.Sequential([*layers, keras.layers.Dense(num_classes, activation="softmax")])


# %%
def build_separable(input_shape, num_classes):
    """Build a CNN of depthwise-separable convolutions, not yet compiled.

    The grader trains the network on its own digits, with the lab's ``train_model``. An accuracy of
    75 % on unseen digits earns all points; 50 % earns none.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        input_shape: shape of one image, such as ``(28, 28, 1)``.
        num_classes: number of classes.

    Returns:
        Keras model from images to probabilities ``(n, num_classes)``, with at most 15,000
        parameters for 28×28 gray images. Only a convolution that takes the images directly may be
        an ordinary one.
    """
    raise NotImplementedError("Task 6.4: a CNN of separable convolutions")


# %% [markdown]
# ```
# >>> build_separable((28, 28, 1), 10).output_shape
# (None, 10)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.4"):
        lab.save(plot_model(build_separable(dataset.image_shape, dataset.num_classes)), "separable")


# %% [markdown] lang="en"
# ## 6. What does it cost, and how accurate is it?
#
# Three numbers answer this: the parameters to store, the seconds to train, and the fraction of
# validation images that the network gets right.


# %%
def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Train a model with ``train_model`` and measure it.

    Args:
        model: uncompiled Keras model.
        x_train: float32 images, values 0–1.
        y_train: integer labels ``(n,)``.
        x_valid: validation images.
        y_valid: integer validation labels.
        epochs: number of passes over the training images.

    Returns:
        Dictionary of three numbers: ``"parameters"``, trainable or not; ``"seconds"`` for the
        training alone, which must be at least 20 % of the whole call; ``"accuracy"``, the fraction
        of validation images that are right, 0–1. The model is trained on all of ``x_train``, and on
        no validation image. The call may take 120 seconds.
    """
    raise NotImplementedError("Task 6.8: what it costs and how accurate it is")


# %% [markdown]
# ```
# >>> images, labels = np.zeros((64, 28, 28, 1), dtype="float32"), np.zeros(64, dtype=int)
# >>> sorted(measure_model(build_separable((28, 28, 1), 10), images, labels, images, labels, 1))
# ['accuracy', 'parameters', 'seconds']
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.1", "6.2", "6.4", "6.8"):
        import pandas as pd

        from fundamentals.plotting import plot_architectures

        networks = {
            "CNN of lab 3b": build_cnn,
            "30 layers, residual": build_deep,
            "separable CNN": build_separable,
        }
        rows = {}
        for name, build in networks.items():
            rows[name] = residual
            if build is not build_deep:
                keras.utils.set_random_seed(lab.seed)
                model = build(dataset.image_shape, dataset.num_classes)
                rows[name] = measure_model(model, x_train, y_train, x_valid, y_valid, EPOCHS)
            print(
                f"{rows[name]['parameters']:7,} parameters  {rows[name]['seconds']:5.1f} s  "
                f"{rows[name]['accuracy']:6.1%}  {name}"
            )
        lab.save(plot_architectures(pd.DataFrame.from_dict(rows, orient="index")), "architectures")

# %% [markdown] lang="en"
# Which one would you put on a phone? And which would you train, if you had only a minute?
