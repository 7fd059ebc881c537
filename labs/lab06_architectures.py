# %% [markdown] lang="en"
# # Lab 6: advanced architectures
#
# The network in lab 3b is a straight chain, convolution after convolution. There are other ways to
# read an image. A *skip* lets a network be thirty layers deep. A convolution in two steps needs far
# fewer parameters. And a network can read an image like a sentence, row by row: with a memory, or by
# letting every row look at every other row. You build all of them, and one table compares their cost
# and their accuracy.
#
#     fundamentals check lab06

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab06_architectures")

# %%
import functools
import time

import keras
import numpy as np
import pandas as pd

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_architectures, plot_attention, plot_learning_curves
from fundamentals.training import fit, history_frame

EPOCHS, BATCH_SIZE = 15, 64
# Of two convolutions; with the first and the last layer, 30 layers.
BLOCKS = 14
# Numbers that represent one row in the attention model.
WIDTH = 32

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
# `padding="same"` keeps rows and columns, and where the number of channels differs, a 1×1 convolution
# on the skip brings `x` to `filters` channels. The idea and the name come from He and others, *Deep
# Residual Learning for Image Recognition* (2015).


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


def build_block(input_shape, filters, skip=True):
    """Build a network with one block, to try it out."""
    x = keras.Input(input_shape)
    return keras.Model(x, residual_block(x, filters, skip))


if __name__ == "__main__":
    for channels in (16, 8):
        print(
            f"a block from {channels} to 16 channels: "
            f"{build_block((7, 7, channels), 16).count_params():,} parameters"
        )

# %% [markdown] lang="en"
# ## 3. Thirty layers
#
# One convolution with a stride of 4 turns 28×28 pixels into a 7×7 map, so that training takes seconds.
# Fourteen blocks follow: together with the first and the last layer, thirty layers with parameters.
# With `skip=False`, you get the same network without the additions: the same layers, the same number
# of parameters, and initial weights from the same distribution.


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


# %% [markdown] lang="en"
# Look at the training accuracy of the network without skips. This is not overfitting: it does not
# learn even its training images. Every layer shrinks the signal a little, and the gradient on the way
# back. After thirty layers, nothing is left to learn from. An addition passes both on unchanged. Other
# initial weights, or batch normalization after each convolution, also help; the skip needs neither.

# %%
if __name__ == "__main__":
    curves = {}
    for name, skip in (
        ("without skips", False),
        ("residual", True),
    ):
        keras.utils.set_random_seed(lab.seed)
        model = build_deep(dataset.image_shape, dataset.num_classes, BLOCKS, skip)
        history = train_model(model, x_train, y_train, EPOCHS, (x_valid, y_valid))
        curves[str(name)] = history_frame(history)
        print(
            f"{history.history['accuracy'][-1]:6.1%} of the training images right, "
            f"{model.count_params():,} parameters: {name}"
        )
    lab.save(plot_learning_curves(curves), "thirty_layers")

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


if __name__ == "__main__":
    for channels, filters in ((1, 16), (24, 40), (256, 256)):
        ordinary, separable = convolution_parameters(3, channels, filters)
        print(f"3×3, {channels} to {filters} channels: {ordinary:,} or {separable:,} parameters")

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
    for block in ((16,), (24, 24), (40, 40)):
        for filters in block:
            convolution = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
            layers += [convolution, keras.layers.BatchNormalization(momentum=0.9)]
            layers += [keras.layers.ReLU()]
        layers += [keras.layers.MaxPooling2D()]
    layers += [keras.layers.Flatten(), keras.layers.Dropout(0.3)]
    return keras.Sequential([*layers, keras.layers.Dense(num_classes, activation="softmax")])


def build_separable(input_shape, num_classes):
    """Build a CNN of depthwise-separable convolutions, not yet compiled.

    The grader trains the network on its own digits, with the lab's ``train_model``. 75 % of unseen
    digits right earn all points; 50 % earn none.

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


# %% [markdown] lang="en"
# ## 6. Row by row, with a memory
#
# Read an image like a sentence: every row is a word, from top to bottom. A recurrent network reads one
# row after another and keeps a memory. In an *LSTM* (long short-term memory), small gates decide what
# to forget, what to store and what to output. Its memory after the last row tells which digit it was.
# An LSTM can read headlines the same way, word by word.


# %%
def build_lstm(input_shape, num_classes):
    """Build a network that reads an image row by row with an LSTM, not yet compiled.

    The grader trains the network on its own digits, with the lab's ``train_model``. 75 % of unseen
    digits right earn all points; 50 % earn none.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        input_shape: ``(height, width, channels)`` of one image.
        num_classes: number of classes.

    Returns:
        Keras model from images to probabilities ``(n, num_classes)``. Its LSTM reads a sequence
        ``(n, height, width * channels)``: one step per row, from the top.
    """
    raise NotImplementedError("Task 6.5: read an image row by row")


# %% [markdown] lang="en"
# ## 7. Attention, by hand
#
# An LSTM must carry the first row in its memory to the end. With *attention*, every row looks at every
# other row directly. Each row asks a question, its *query*, and offers a *key* and a *value*. Where a
# query and a key agree, their product is large. Softmax turns these scores into *weights* that add up
# to 1 for each query, and the answer is the weighted mean of the values:
#
#     softmax(queries @ keys.T / √d) @ values
#
# A key holds d numbers. Without the division by √d, long keys would give such large scores that one
# weight takes everything. Source: Vaswani and others, *Attention Is All You Need* (2017).


# %%
def attention(queries, keys, values):
    """Let every query look at every key, and return what it sees.

    Args:
        queries: float array ``(n, d)``.
        keys: float array ``(m, d)``.
        values: float array ``(m, v)``: one value per key.

    Returns:
        ``(outputs, weights)``: float arrays ``(n, v)`` and ``(n, m)``; each row of the weights adds
        up to 1.
    """
    raise NotImplementedError("Task 6.6: attention by hand")


# %% [markdown] lang="en"
# ## 8. A model with attention
#
# In Keras, `keras.layers.MultiHeadAttention(heads, key_size)(x, x)` computes queries, keys and values
# from `x` with three dense layers that it learns, several times side by side (*heads*). Put a skip
# around it, as in task 6.1, and a dense layer or two after it.
#
# Attention does not know which row is above which: if you shuffle the rows, the weights are shuffled
# in the same way. So add the position: `position_codes` gives each position its own pattern, which is
# added to the row.


# %%
def position_codes(length, width):
    """Return a pattern per position: sine and cosine waves, ``(length, width)``, float32."""
    places, columns = np.arange(length)[:, np.newaxis], np.arange(width)
    angles = places / 10_000 ** (columns // 2 * 2 / width)
    return np.where(columns % 2, np.cos(angles), np.sin(angles)).astype("float32")


def build_attention(input_shape, num_classes, positions=True):
    """Build a network whose rows look at each other, not yet compiled.

    The grader trains the network on its own digits, with the lab's ``train_model``. 75 % of unseen
    digits right earn all points; 50 % earn none.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        input_shape: ``(height, width, channels)`` of one image.
        num_classes: number of classes.
        positions: False leaves out the position codes.

    Returns:
        Keras model from images to probabilities ``(n, num_classes)``: each row becomes ``WIDTH``
        numbers plus its position code; then MultiHeadAttention between the rows; at the end the
        mean of all rows.
    """
    raise NotImplementedError("Task 6.7: a small attention model")


# %% [markdown] lang="en"
# ## 9. What does it cost, and how accurate is it?
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
        of validation images that are right, 0–1. The call may take 120 seconds.
    """
    raise NotImplementedError("Task 6.8: what it costs and how accurate it is")


# %% [markdown] lang="en"
# Compare them. Which one would you put on a phone? What does the attention model lose without
# positions? And remember that the CNN has something built in that the others must first learn:
# neighboring pixels belong together. With only 4,000 images, that is worth a lot.

# %%
if __name__ == "__main__":
    networks = {
        "CNN of lab 3b": build_cnn,
        "30 layers, residual": functools.partial(build_deep, blocks=BLOCKS),
        "separable CNN": build_separable,
        "LSTM": build_lstm,
        "attention": build_attention,
        "attention, no positions": functools.partial(
            build_attention, positions=False
        ),
    }
    rows, models = {}, {}
    for name, build in networks.items():
        keras.utils.set_random_seed(lab.seed)
        models[name] = build(dataset.image_shape, dataset.num_classes)
        rows[name] = measure_model(models[name], x_train, y_train, x_valid, y_valid, EPOCHS)
        print(
            f"{rows[name]['parameters']:7,} parameters  {rows[name]['seconds']:5.1f} s  "
            f"{rows[name]['accuracy']:6.1%}  {name}"
        )
    lab.save(plot_architectures(pd.DataFrame.from_dict(rows, orient="index")), "architectures")

# %% [markdown] lang="en"
# ## 10. Where does it look?
#
# The Keras layer holds the dense layers that make its queries, keys and values. Take them from the
# trained model, and let *your* `attention` compute the weights: they must equal those of Keras. In the
# picture, each line shows how much that row of the image looks at every row.


# %%
def look_inside(model, image):
    """Return the weights of the first attention layer, by hand and by Keras: (heads, rows, rows).
    """
    kind = keras.layers.MultiHeadAttention
    layer = next(layer for layer in model.layers if isinstance(layer, kind))
    query, value = keras.Model(model.input, layer.input)(image[np.newaxis])[:2]
    made = (layer.query_dense(query), layer.key_dense(value), layer.value_dense(value))
    # Each has shape (1, rows, heads, numbers); take one head after the other.
    heads = zip(*(np.moveaxis(np.asarray(array)[0], 1, 0) for array in made), strict=True)
    by_hand = np.stack([attention(*head)[1] for head in heads])
    _, by_keras = layer(query, value, return_attention_scores=True)
    return by_hand, np.asarray(by_keras)[0]


if __name__ == "__main__":
    image = x_valid[np.flatnonzero(y_valid == 7)[0]]
    by_hand, by_keras = look_inside(models["attention"], image)
    print(
        "by hand and by Keras, the weights differ by at most "
        f"{np.abs(by_hand - by_keras).max():.0e}"
    )
    lab.save(plot_attention(image, by_hand.mean(axis=0)), "attention")
