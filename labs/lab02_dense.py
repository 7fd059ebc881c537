# %% [markdown] lang="en"
# # Lab 2: a dense network, and how it overfits
#
# A dense network sees an image as one long row of numbers. It can memorize every training image and
# still guess badly on images that it has not seen. That is *overfitting*, and at the end of this lab
# you will have a picture of it. Lab 2b opens the box: what does `fit` do?
#
# There are five tasks. Each is a function to fill in. After each one, run:
#
#     fundamentals check lab02

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02_dense")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_images, plot_learning_curves, plot_model
from fundamentals.training import fit, history_frame

# Passes over the training images, by dataset: a small dataset needs more of them.
EPOCHS = {"digits": 20, "sign_mnist": 20}

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# `digits` is 5,000 handwritten digits that come with the course. To work on the real sign-language
# images instead, write `"sign_mnist"` here and in lab 3.

# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    print(dataset.train.images.shape, dataset.train.images.dtype)
    picture = plot_images(
        dataset.train.images[::100], dataset.train.labels[::100], class_names=dataset.class_names
    )
    lab.save(picture, "images")

# %% [markdown] lang="en"
# ## 2. Prepare the images
#
# Pixels are whole numbers from 0 to 255. A network learns faster from small numbers, so you scale
# them to 0–1.


# %%
def scale_pixels(images):
    """Scale pixels from 0–255 to 0–1.

    Args:
        images: uint8 array of any shape, values 0–255.

    Returns:
        float32 array of the same shape, values 0–1.
    """
    raise NotImplementedError("Task 2.1: scale pixels to 0–1")


# %% [markdown]
# ```
# >>> scale_pixels(np.array([0, 51, 255], dtype="uint8"))
# array([0. , 0.2, 1. ], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.1"):
        raw = dataset.train.images[0]
        both = (raw, scale_pixels(raw))
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "scaled")


# %% [markdown] lang="en"
# ## 3. Encode the labels
#
# The network will answer with one probability per class. The right answer takes the same form: 1 for
# the right class, 0 for all others. This is called *one-hot*.


# %%
def encode_labels(labels, num_classes):
    """Encode integer labels as one-hot rows.

    Args:
        labels: integer array ``(n,)``, values 0 to ``num_classes - 1``.
        num_classes: number of classes.

    Returns:
        float32 or float64 array ``(n, num_classes)``: a single 1 in each row.
    """
    raise NotImplementedError("Task 2.2: encode labels as one-hot rows")


# %% [markdown]
# ```
# >>> encode_labels(np.array([3, 0]), 5)
# array([[0., 0., 0., 1., 0.],
#        [1., 0., 0., 0., 0.]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.2"):
        some = dataset.train.labels[::400]
        rows = encode_labels(some, dataset.num_classes)
        lab.save(plot_grids({", ".join(map(str, some)): rows}), "one_hot")


# %% [markdown] lang="en"
# ## 4. Build the network
#
# Two hidden layers of 512 neurons, each connected to everything in the layer before. Count the
# parameters: the first layer alone has 784 × 512 weights.

# %% [markdown] lang="en"
# > **Guess first.** How many parameters, biases included, does that first layer have?

# %%
if __name__ == "__main__":
    lab.guess("first-layer", None)
    lab.slide("dense")


# %%
def build_dense(input_shape, num_classes):
    """Build a dense network, not yet compiled.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        input_shape: shape of one image, such as ``(28, 28, 1)``.
        num_classes: number of classes.

    Returns:
        Keras model from images ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
    """
    raise NotImplementedError("Task 2.3: build the dense network")


# %% [markdown]
# ```
# >>> network = build_dense((28, 28, 1), 10)
# >>> network.input_shape, network.output_shape
# ((None, 28, 28, 1), (None, 10))
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.3"):
        keras.utils.set_random_seed(lab.seed)
        model = build_dense(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        print(f"parameters: {model.count_params():,}")


# %% [markdown] lang="en"
# ## 5. Train it
#
# `fit` from `fundamentals.training` is Keras's `model.fit` with one progress bar for the whole
# training. You may use either. Ctrl-C stops it and keeps what the model has learned.

# %% [markdown] lang="en"
# > **Guess first.** After 20 epochs this network gets every training image right. On the validation
# > images, will it (a) get all of them right, too, (b) stay a few points below, or (c) only guess?

# %%
if __name__ == "__main__":
    lab.guess("validation", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    The grader trains a network from ``build_dense`` on its own digits, for at most 120 epochs. An
    accuracy of 75 % on unseen digits earns all points; 50 % earns none. Weights that come with the
    file earn nothing.

    Args:
        model: uncompiled Keras model.
        x_train: float32 images, values 0–1.
        y_train: one-hot labels ``(n, num_classes)``.
        x_valid: validation images.
        y_valid: one-hot validation labels.
        epochs: number of passes over the training images.

    Returns:
        The Keras ``History`` that ``fit`` returns.
    """
    raise NotImplementedError("Task 2.4: compile and train")


# %% [markdown]
# ```
# >>> x, y = np.zeros((8, 28, 28, 1), dtype="float32"), encode_labels(np.arange(8), 10)
# >>> len(train_model(network, x, y, x, y, epochs=3).history["val_accuracy"])
# 3
# ```

# %% [markdown] lang="en"
# The dashed line (training) goes on to 100 %. The solid line (validation) stops early. The space
# between them is what the network memorized. Lab 3 closes it.

# %%
if __name__ == "__main__":
    if lab.written("2.1", "2.2", "2.3", "2.4"):
        x_valid = scale_pixels(dataset.validation.images)
        history = train_model(
            model,
            scale_pixels(dataset.train.images),
            encode_labels(dataset.train.labels, dataset.num_classes),
            x_valid,
            encode_labels(dataset.validation.labels, dataset.num_classes),
            EPOCHS[dataset.name],
        )
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")


# %% [markdown] lang="en"
# ## 6. Measure the gap
#
# Generalization means doing well on images that were not trained on. The *generalization gap* is how
# much accuracy is lost on them.


# %%
def generalization_gap(history):
    """Return the last training accuracy minus the last validation accuracy.

    Args:
        history: the Keras ``History`` of a training run with ``metrics=["accuracy"]``.

    Returns:
        float; 0.05 means five percentage points.
    """
    raise NotImplementedError("Task 2.5: measure the generalization gap")


# %% [markdown]
# ```
# >>> run = keras.callbacks.History()
# >>> run.history = {"accuracy": [0.5, 0.75], "val_accuracy": [0.5, 0.5]}
# >>> generalization_gap(run)
# 0.25
# ```

# %% [markdown] lang="en"
# Which images make up the gap? Here are the most confident errors among the validation images.
# `diagnose` says in one sentence what the curves show.

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_mistakes
    from fundamentals.training import diagnose, worst_mistakes

    if lab.written("2.1", "2.2", "2.3", "2.4", "2.5"):
        print(f"generalization gap: {100 * generalization_gap(history):.1f} points")
        print(diagnose(history_frame(history)).message)
        probabilities = model.predict(x_valid, verbose=0)
        mistakes = worst_mistakes(dataset.validation.labels, probabilities, count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )
