# %% [markdown] lang="en"
# # Lab 6b: reading row by row
#
# Read an image like a sentence: from top to bottom, every row is a word. You do this first with a memory
# (an LSTM), then with attention, where every row looks at every other row. There are three tasks; their
# numbers continue those of lab 6.
#
#     fundamentals check lab06b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab06b_sequences")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_attention, plot_grids, plot_model
from fundamentals.training import fit

EPOCHS, BATCH_SIZE = 10, 64
# Numbers that represent one row in the attention model.
WIDTH = 32

# %% [markdown] lang="en"
# ## 1. The same data, the same training
#
# This part is given, as in lab 6: integer labels, the same number of epochs, and a learning rate that
# rises, then falls.


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
# ## 2. Row by row, with a memory
#
# A recurrent network reads one row after another and keeps a memory. In an *LSTM* (long short-term memory), small gates decide what
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


# %% [markdown]
# ```
# >>> build_lstm((28, 28, 1), 10).output_shape
# (None, 10)
# ```


# %%
def train_and_judge(model):
    """Train a model and return the fraction of validation images that it gets right."""
    train_model(model, x_train, y_train, EPOCHS)
    return float(np.mean(model.predict(x_valid, verbose=0).argmax(axis=1) == y_valid))


# %%
if __name__ == "__main__":
    if lab.written("6.5"):
        keras.utils.set_random_seed(lab.seed)
        reader = build_lstm(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(reader), "lstm")
        right = train_and_judge(reader)
        print(f"LSTM: {right:.1%} right")
        # What it answers while the lower rows are missing.
        parts = {}
        for rows in (7, 14, 21, 28):
            seen = x_valid[500].copy()
            seen[rows:] = 0
            answer = reader.predict(seen[np.newaxis], verbose=0).argmax()
            name = "{rows} rows: {answer}"
            parts[name.format(rows=rows, answer=answer)] = seen
        lab.save(plot_grids(parts), "reading")


# %% [markdown] lang="en"
# ## 3. Attention, by hand
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

# %% [markdown] lang="en"
# > **Guess first.** One query, three keys that all agree with it equally well. What is each weight?
# > (Two decimals.)

# %%
if __name__ == "__main__":
    lab.guess("thirds", None)


# %%
def attention(queries, keys, values):
    """Let every query look at every key, and return what it sees.

    Scores may be as large as 10,000: the weights must stay finite numbers.

    Args:
        queries: float array ``(n, d)``.
        keys: float array ``(m, d)``.
        values: float array ``(m, v)``: one value per key.

    Returns:
        ``(outputs, weights)``: float arrays ``(n, v)`` and ``(n, m)``; each row of the weights adds
        up to 1.
    """
    raise NotImplementedError("Task 6.6: attention by hand")


# %% [markdown]
# ```
# >>> queries, keys = np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
# >>> outputs, weights = attention(queries, keys, np.array([[10.0], [20.0]]))
# >>> outputs.round(2), weights.round(2)
# (array([[13.3]]), array([[0.67, 0.33]]))
# ```

# %% [markdown] lang="en"
# The rows of a digit as queries, keys and values at once: each row looks at the rows that are like it.

# %%
if __name__ == "__main__":
    if lab.written("6.6"):
        rows = x_train[0, :, :, 0]
        lab.save(plot_attention(rows, attention(rows, rows, rows)[1]), "rows")


# %% [markdown] lang="en"
# ## 4. A model with attention
#
# In Keras, `keras.layers.MultiHeadAttention(heads, key_size)(x, x)` computes queries, keys and values
# from `x` with three dense layers that it learns, several times side by side (*heads*). Put a skip
# around it, as in task 6.1, and a dense layer or two after it.
#
# Attention does not know which row is above which: if you shuffle the rows, the weights are shuffled
# in the same way. So add the position: `position_codes` gives each position its own pattern, which is
# added to the row.

# %% [markdown] lang="en"
# > **Guess first.** Without position codes, shuffle the rows of an image. Does the model's answer
# > (a) change or (b) stay?

# %%
if __name__ == "__main__":
    lab.guess("shuffled", None)


# %%
def position_codes(length, width):
    """Return a pattern per position: sine and cosine waves, ``(length, width)``, float32."""
    places, columns = np.arange(length)[:, np.newaxis], np.arange(width)
    angles = places / 10_000 ** (columns // 2 * 2 / width)
    return np.where(columns % 2, np.cos(angles), np.sin(angles)).astype("float32")


# %%
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


# %% [markdown]
# ```
# >>> build_attention((28, 28, 1), 10).output_shape
# (None, 10)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.7"):
        codes = {"position codes": position_codes(28, WIDTH)}
        lab.save(plot_grids(codes, around_zero=1), "positions")
        models = []
        for name, positions in (
            ("attention", True),
            ("attention, no positions", False),
        ):
            keras.utils.set_random_seed(lab.seed)
            models.append(build_attention(dataset.image_shape, dataset.num_classes, positions))
            right = train_and_judge(models[-1])
            print(f"{name}: {right:.1%} right")

# %% [markdown] lang="en"
# A CNN has something built in that these networks must first learn: neighboring pixels belong together.
# With only 4,000 images, that is worth a lot. Lab 3b's network gets more than 99 % right.

# %% [markdown] lang="en"
# ## 5. Where does it look?
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


# %%
if __name__ == "__main__":
    if lab.written("6.6", "6.7"):
        image = x_valid[np.flatnonzero(y_valid == 7)[0]]
        by_hand, by_keras = look_inside(models[0], image)
        print(
            "by hand and by Keras, the weights differ by at most "
            f"{np.abs(by_hand - by_keras).max():.0e}"
        )
        lab.save(plot_attention(image, by_hand.mean(axis=0)), "attention")
