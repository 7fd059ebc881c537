# %% [markdown] lang="en"
# # Lab 2: how networks train, and how they overfit
#
# A dense network sees an image as one long row of numbers. It can memorize every training image and
# still guess badly on images that it has not seen. That is *overfitting*, and halfway through this
# lab you will have a picture of it. Then you open the box: what does `fit` do? You train first by
# hand, with two parameters, then with `tf.GradientTape`, and Keras must agree. The lab ends with a
# clinic for learning curves.
#
# There are ten tasks. Each is a function to fill in. After each one, run:
#
#     fundamentals check lab02

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02_dense")

# %%
import keras
import numpy as np
import tensorflow as tf
from matplotlib import pyplot

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_images, plot_learning_curves, plot_loss_surface
from fundamentals.training import diagnose, draw_cases, fit, history_frame

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
        float32 array ``(n, num_classes)``: a single 1 in each row.
    """
    raise NotImplementedError("Task 2.2: encode labels as one-hot rows")


# %% [markdown] lang="en"
# ## 4. Build the network
#
# Two hidden layers of 512 neurons, each connected to everything in the layer before. Count the
# parameters: the first layer alone has 784 × 512 weights.


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


# %% [markdown] lang="en"
# ## 5. Train it
#
# `fit` from `fundamentals.training` is Keras's `model.fit` with one progress bar for the whole
# training. You may use either. Ctrl-C stops it and keeps what the model has learned.


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    The grader trains a network from ``build_dense`` on its own digits, for at most 120 epochs. 75 %
    of unseen digits right earn all points; 50 % earn none. Weights that come with the file earn
    nothing.

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


# %% [markdown] lang="en"
# ## 6. Measure the gap
#
# Generalization means doing well on images that were not trained on. The *generalization gap* is how
# much accuracy is lost on them.


# %%
def generalization_gap(history):
    """Return the last training accuracy minus the last validation accuracy.

    Args:
        history: the Keras ``History`` of a training with ``metrics=["accuracy"]``.

    Returns:
        float; 0.05 means five percentage points.
    """
    raise NotImplementedError("Task 2.5: measure the generalization gap")


# %% [markdown] lang="en"
# ## 7. See it overfit
#
# The dashed line (training) goes on to 100 %. The solid line (validation) stops early. The space
# between them is what the network memorized. Lab 3 closes it.

# %%
if __name__ == "__main__":
    keras.utils.set_random_seed(lab.seed)
    model = build_dense(dataset.image_shape, dataset.num_classes)
    history = train_model(
        model,
        scale_pixels(dataset.train.images),
        encode_labels(dataset.train.labels, dataset.num_classes),
        scale_pixels(dataset.validation.images),
        encode_labels(dataset.validation.labels, dataset.num_classes),
        EPOCHS[dataset.name],
    )
    print(f"parameters: {model.count_params():,}")
    print(f"generalization gap: {100 * generalization_gap(history):.1f} points")
    print(diagnose(history_frame(history)).message)
    lab.save(plot_learning_curves(history_frame(history)), "learning_curves")

# %% [markdown] lang="en"
# ## 8. How far off is it?
#
# Now open the box. The smallest model that can learn is a line: one number comes in, one goes out,
# `prediction = weight * x + bias`. Two parameters are few enough to see everything. The *loss* says in
# one number how far off the line is: the mean of the squared errors.


# %%
def mean_squared_error(weight, bias, x, y):
    """Return the loss of the line ``weight * x + bias``.

    Args:
        weight: slope of the line.
        bias: its height at 0.
        x: float array ``(n,)``: the inputs.
        y: float array ``(n,)``: the outputs to reach.

    Returns:
        float: the mean of (prediction - y) squared.
    """
    raise NotImplementedError("Task 2.6: measure the loss of a line")


# %% [markdown] lang="en"
# ## 9. Which way is down?
#
# The *gradient* holds one slope per parameter: how much the loss grows when that parameter grows a
# little. With `error = weight * x + bias - y`, calculus gives the mean of `2 * error * x` for the
# weight and the mean of `2 * error` for the bias.


# %%
def slopes(weight, bias, x, y):
    """Return the gradient of the loss: its slope along the weight and along the bias.

    Args:
        weight: slope of the line.
        bias: its height at 0.
        x: float array ``(n,)``.
        y: float array ``(n,)``.

    Returns:
        Two floats: ``(along the weight, along the bias)``.
    """
    raise NotImplementedError("Task 2.7: compute the gradient of the loss")


# %% [markdown] lang="en"
# ## 10. Walk downhill
#
# *Gradient descent*: compute the gradient where you stand, step against it, repeat. A step is the
# *learning rate* times the slope. Both parameters move at once, by slopes taken at the same point.
#
# With *momentum*, a step remembers the one before: `step = momentum * step - learning_rate * slope`,
# starting with a step of 0. Like a ball, it keeps its direction along a valley.


# %%
def descend(start, x, y, learning_rate, steps, momentum=0.0):
    """Descend from a starting point and record every point on the way.

    Args:
        start: ``(weight, bias)`` to begin from.
        x: float array ``(n,)``.
        y: float array ``(n,)``.
        learning_rate: step length for a slope of 1.
        steps: number of steps.
        momentum: fraction of the last step to keep, 0–1.

    Returns:
        float array ``(steps + 1, 2)``: weight and bias, the start first.
    """
    raise NotImplementedError("Task 2.8: descend, with and without momentum")


# %% [markdown] lang="en"
# Look at the picture that the next cell saves. With a small learning rate, the path falls short of
# the minimum. With a large one, it jumps from side to side of the valley; try 0.27, and it climbs
# out. Momentum takes the small rate all the way down.

# %%
START, STEPS = (-1.0, 2.0), 60
# Learning rate and momentum.
FAST = "learning rate 0.24"
WALKS = {
    "learning rate 0.02": (0.02, 0.0),
    FAST: (0.24, 0.0),
    "0.02 with momentum 0.9": (0.02, 0.9),
}

if __name__ == "__main__":
    random = np.random.default_rng(lab.seed)
    x = np.linspace(0, 3, 30)
    y = 1.5 * x - 1 + random.normal(0, 0.3, len(x))
    paths = {
        name: descend(START, x, y, rate, STEPS, momentum)
        for name, (rate, momentum) in WALKS.items()
    }
    for name, path in paths.items():
        loss = mean_squared_error(*path[-1], x, y)
        print(f"{name}: loss {loss:.4f}")
    weights, biases = np.linspace(-1.5, 3.5, 101), np.linspace(-3.5, 3, 101)
    losses = np.array([[mean_squared_error(w, b, x, y) for w in weights] for b in biases])
    lab.save(plot_loss_surface(weights, biases, losses, paths), "loss_surface")

# %% [markdown] lang="en"
# ## 11. Let TensorFlow compute the gradient
#
# Nobody works out half a million slopes by hand. `tf.GradientTape` records what happens inside its
# `with` block and returns the gradient of a result: one slope per variable. You write the rest of the
# loop, and it is the same for a line and for a network of any size.
#
# `build_layer` makes the models: a line is one layer with one input and one output.


# %%
def build_layer(num_inputs, num_outputs, activation):
    """Build a network of a single Dense layer. You need not write anything here."""
    layer = keras.layers.Dense(num_outputs, activation=activation)
    return keras.Sequential([keras.Input((num_inputs,)), layer])


# %%
def train_with_tape(model, x, y, loss, learning_rate, steps):
    """Train a model by gradient descent on all of ``x`` at once, without ``fit``.

    Args:
        model: Keras model, changed in place.
        x: float32 array ``(n, num_inputs)``.
        y: float32 array ``(n, num_outputs)``: the outputs to reach.
        loss: name of a Keras loss, such as ``"mean_squared_error"``; ``keras.losses.get(loss)`` is
            a function of ``(y, predictions)`` that gives one loss per row.
        learning_rate: step length for a slope of 1.
        steps: number of steps.

    Returns:
        List of floats: the mean loss before each step.
    """
    raise NotImplementedError("Task 2.9: a training loop with GradientTape")


# %% [markdown] lang="en"
# Keras does the same: `SGD` is gradient descent, and a batch of all images makes one step per epoch.
# From the same start, your loop and Keras must arrive at the same point.


# %%
def train_with_keras(model, x, y, loss, learning_rate, steps):
    """Train a model as ``train_with_tape`` does, but with ``fit``. You need not write anything here.
    """
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss)
    history = model.fit(x, y, batch_size=len(x), epochs=steps, shuffle=False, verbose=0)
    return history.history["loss"]


def largest_difference(first, second):
    """Return the largest difference between the parameters of two models."""
    pairs = zip(first.get_weights(), second.get_weights(), strict=True)
    return max(float(np.max(np.abs(a - b))) for a, b in pairs)


# %%
if __name__ == "__main__":
    rate, _ = WALKS[FAST]
    columns = x[:, np.newaxis].astype("float32"), y[:, np.newaxis].astype("float32")
    by_tape, by_keras = build_layer(1, 1, "linear"), build_layer(1, 1, "linear")
    for line in (by_tape, by_keras):
        line.set_weights([np.array([[START[0]]]), np.array([START[1]])])
    train_with_tape(by_tape, *columns, "mean_squared_error", rate, STEPS)
    train_with_keras(by_keras, *columns, "mean_squared_error", rate, STEPS)
    by_hand = paths[FAST][-1]
    tape = [weight.item() for weight in by_tape.get_weights()]
    print(f"by hand: {by_hand} by tape: {tape}")
    hand_and_keras = np.max(np.abs(by_hand - np.concatenate(by_keras.get_weights(), axis=None)))
    print(f"hand and Keras differ by at most {hand_and_keras:.1e}")
    print(f"tape and Keras differ by at most {largest_difference(by_tape, by_keras):.1e}")

    rows = scale_pixels(dataset.train.images).reshape(len(dataset.train), -1)
    one_hot = encode_labels(dataset.train.labels, dataset.num_classes)
    by_tape = build_layer(rows.shape[1], dataset.num_classes, "softmax")
    by_keras = keras.models.clone_model(by_tape)
    by_keras.set_weights(by_tape.get_weights())
    losses = train_with_tape(by_tape, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
    train_with_keras(by_keras, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
    print(f"digits: loss {losses[0]:.3f} before, {losses[-1]:.3f} after {STEPS} steps")
    print(f"tape and Keras differ by at most {largest_difference(by_tape, by_keras):.1e}")

# %% [markdown] lang="en"
# ## 12. The overfitting clinic
#
# Ten training runs come in without a label. Look at their curves first, then write down how you tell
# them apart. The five diagnoses:
#
# | word | what the curves show | what helps |
# |---|---|---|
# | `diverged` | the loss grows, or is not a number (NaN) | a lower learning rate |
# | `overfitting` | training goes on to a high accuracy, validation stays clearly below | more data, dropout, fewer parameters |
# | `improving` | both still rise in the last epochs | more epochs |
# | `underfitting` | both have leveled off at a low accuracy | more units or layers |
# | `healthy` | both have leveled off, high and close together | nothing |
#
# The grader asks about curves that you have not seen.

# %%
if __name__ == "__main__":
    cases = draw_cases(np.random.default_rng(lab.seed))
    figure, panels = pyplot.subplots(2, 5, figsize=(15, 6), layout="constrained", sharey=True)
    for number, (case, panel) in enumerate(zip(cases, panels.flat, strict=True), start=1):
        plot_learning_curves(history_frame(case.history), ax=panel)
        panel.set_title(str(number))
        panel.get_legend().set_visible(number == 1)
    lab.save(figure, "clinic")


# %%
def diagnose_curves(history):
    """Return in one word what the learning curves of a training run show.

    The grader asks about 25 training runs. 90 % right earn all points; 50 % earn none.

    Args:
        history: a Keras ``History``: ``history.history`` holds ``"loss"``, ``"accuracy"``,
            ``"val_loss"`` and ``"val_accuracy"``, one number per epoch, at least 16 epochs.

    Returns:
        "diverged", "overfitting", "improving", "underfitting" or "healthy".
    """
    raise NotImplementedError("Task 2.10: diagnose learning curves")


# %% [markdown] lang="en"
# And your own patient, the dense network from section 7? `diagnose` from the library gives a second
# opinion.

# %%
if __name__ == "__main__":
    for number, case in enumerate(cases, start=1):
        record = keras.callbacks.History()
        record.history = case.history
        answer = diagnose_curves(record)
        verdict = "right"
        if answer != case.kind:
            verdict = f"it is {case.kind}"
        print(f"case {number}: {answer} ({verdict})")
    print(f"your own network: {diagnose_curves(history)}")
    opinion = diagnose(history_frame(history)).kind
    print(f"second opinion: {opinion}")
