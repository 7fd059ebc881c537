# %% [markdown] lang="en"
# # Lab 2b: inside training
#
# In lab 2 you called `fit`. What does it do? You train first by hand, with two parameters, then with
# `tf.GradientTape`, and Keras must agree. The lab ends with a clinic for learning curves.
#
# There are five tasks; their numbers continue those of lab 2. After each one, run:
#
#     fundamentals check lab02b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab02b_descent")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.plotting import plot_line_errors, plot_loss_surface, plot_losses

# Thirty points near a line.
X = np.linspace(0, 3, 30)
Y = 1.5 * X - 1 + np.random.default_rng(0).normal(0, 0.3, len(X))

# %% [markdown] lang="en"
# ## 1. How far off is it?
#
# The smallest model that can learn is a line: one number comes in, one goes out,
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


# %% [markdown]
# ```
# >>> mean_squared_error(2.0, 1.0, np.array([0.0, 1.0]), np.array([1.0, 5.0]))
# 2.0
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.6"):
        lab.save(plot_line_errors(X, Y, 0.5, 0.5), "errors")
        print(f"loss: {mean_squared_error(0.5, 0.5, X, Y):.3f}")


# %% [markdown] lang="en"
# ## 2. Which way is down?
#
# The *gradient* holds one slope per parameter: how much the loss grows when that parameter grows a
# little. With `error = weight * x + bias - y`, calculus gives the mean of `2 * error * x` for the
# weight and the mean of `2 * error` for the bias.

# %% [markdown] lang="en"
# > **Guess first.** At the best line, the bottom of the valley, what is each slope?

# %%
if __name__ == "__main__":
    lab.guess("bottom", None)


# %%
def slopes(weight, bias, x, y):
    """Return the gradient of the loss: its slope along the weight and along the bias.

    Args:
        weight: slope of the line.
        bias: its height at 0.
        x: float array ``(n,)``.
        y: float array ``(n,)``.

    Returns:
        Two floats: along the weight, along the bias.
    """
    raise NotImplementedError("Task 2.7: compute the gradient of the loss")


# %% [markdown]
# ```
# >>> slopes(2.0, 1.0, np.array([0.0, 1.0]), np.array([1.0, 5.0]))
# (-2.0, -2.0)
# ```

# %% [markdown] lang="en"
# This is the loss seen from above: each line joins parameters of equal loss. At each of the four rings,
# a short step against the gradient leads downhill, across the lines.

# %%
WEIGHTS, BIASES = np.linspace(-1.5, 3.5, 101), np.linspace(-3.5, 3, 101)

if __name__ == "__main__":
    if lab.written("2.6", "2.7"):
        surface = np.array([[mean_squared_error(w, b, X, Y) for w in WEIGHTS] for b in BIASES])
        steps = {}
        for point in ((-1.0, 2.0), (-0.5, -2.5), (3.0, 1.0), (2.8, -2.8)):
            slope = slopes(*point, X, Y)
            steps[f"{slope[0]:+.1f}, {slope[1]:+.1f}"] = [
                point,
                np.subtract(point, np.multiply(0.05, slope)),
            ]
        lab.save(plot_loss_surface(WEIGHTS, BIASES, surface, steps), "gradient")


# %% [markdown] lang="en"
# ## 3. Walk downhill
#
# *Gradient descent*: compute the gradient where you stand, step against it, repeat. A step is the
# *learning rate* times the slope. Both parameters move at once, by slopes taken at the same position.
#
# With *momentum*, a step remembers the one before: `step = momentum * step - learning_rate * slope`,
# starting with a step of 0. Like a ball, it keeps its direction along a valley.

# %% [markdown] lang="en"
# > **Guess first.** From learning rate 0.02 to 0.24 the walk gets faster. And at 0.27? (a) Faster still,
# > (b) it swings from side to side and climbs out of the valley, (c) no change.

# %%
if __name__ == "__main__":
    lab.guess("rate", None)


# %%
def descend(start, x, y, learning_rate, steps, momentum=0.0):
    """Descend from a starting position and record every position on the way.

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


# %% [markdown]
# ```
# >>> descend((0.0, 0.0), np.array([0.0, 1.0]), np.array([1.0, 3.0]), 0.1, 2).round(2)
# array([[0.  , 0.  ],
#        [0.3 , 0.4 ],
#        [0.53, 0.69]])
# ```

# %% [markdown] lang="en"
# With a small learning rate, the path falls short of the minimum. With a large one, it jumps from side
# to side of the valley. Momentum takes the small rate all the way down.

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
    if lab.written("2.6", "2.7", "2.8"):
        paths = {
            name: descend(START, X, Y, rate, STEPS, momentum)
            for name, (rate, momentum) in WALKS.items()
        }
        lab.save(plot_loss_surface(WEIGHTS, BIASES, surface, paths), "loss_surface")
        fallen = {
            name: [mean_squared_error(*point, X, Y) for point in path]
            for name, path in paths.items()
        }
        lab.save(plot_losses(fallen), "losses")

# %% [markdown] lang="en"
# ## 4. Let TensorFlow compute the gradient
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


# %% [markdown]
# ```
# >>> line = build_layer(1, 1, "linear")
# >>> line.set_weights([np.array([[0.0]]), np.array([0.0])])
# >>> x, y = np.array([[0.0], [1.0]], dtype="float32"), np.array([[1.0], [3.0]], dtype="float32")
# >>> [round(value, 2) for value in train_with_tape(line, x, y, "mean_squared_error", 0.1, 3)]
# [5.0, 2.83, 1.63]
# ```

# %% [markdown] lang="en"
# Keras does the same: `SGD` is gradient descent, and a batch of all images makes one step per epoch.
# From the same start, your loop and Keras must arrive at the same position. Then your loop trains a
# network that reads digits: one layer, 7,850 parameters.

# %%
if __name__ == "__main__":
    if lab.written("2.6", "2.7", "2.8", "2.9"):
        from fundamentals.datasets import load_dataset

        rate, _ = WALKS[FAST]
        columns = X[:, np.newaxis].astype("float32"), Y[:, np.newaxis].astype("float32")
        by_tape, by_keras = build_layer(1, 1, "linear"), build_layer(1, 1, "linear")
        for line in (by_tape, by_keras):
            line.set_weights([np.array([[START[0]]]), np.array([START[1]])])
        train_with_tape(by_tape, *columns, "mean_squared_error", rate, STEPS)
        by_keras.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error")
        by_keras.fit(*columns, batch_size=len(X), epochs=STEPS, shuffle=False, verbose=0)
        for name, (weight, bias) in {
            "by hand": paths[FAST][-1],
            "GradientTape": [value.item() for value in by_tape.get_weights()],
            "Keras": [value.item() for value in by_keras.get_weights()],
        }.items():
            print(f"{name}: {weight:.5f} {bias:.5f}")

        digits = load_dataset("digits")
        rows = digits.train.images.reshape(len(digits.train), -1).astype("float32") / 255
        one_hot = np.eye(digits.num_classes, dtype="float32")[digits.train.labels]
        keras.utils.set_random_seed(lab.seed)
        layer = build_layer(rows.shape[1], digits.num_classes, "softmax")
        falling = train_with_tape(layer, rows, one_hot, "categorical_crossentropy", 0.5, STEPS)
        lab.save(plot_losses({"digits": falling}), "tape")

# %% [markdown] lang="en"
# ## 5. The overfitting clinic
#
# Twelve training runs come in without a label. Look at their curves first (dashed: training, solid:
# validation), then write down how you tell them apart. The five diagnoses:
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
    from matplotlib import pyplot

    from fundamentals.plotting import plot_learning_curves
    from fundamentals.training import draw_cases, history_frame

    cases = draw_cases(np.random.default_rng(lab.seed))
    figure, panels = pyplot.subplots(2, 6, figsize=(18, 6), layout="constrained", sharey=True)
    for number, (case, panel) in enumerate(zip(cases, panels.flat, strict=True), start=1):
        plot_learning_curves(history_frame(case.history), finding=False, names=False, ax=panel)
        panel.set_title(str(number))
        panel.label_outer()
    lab.save(figure, "clinic")


# %%
def diagnose_curves(history):
    """Return in one word what the learning curves of a training run show.

    The grader asks about 30 training runs. Getting 90 % right earns all points; 50 % earns none.
    Ten of them have diverged: the loss of five grows, that of the other five is NaN.

    Use your own rules: ``fundamentals.training.diagnose`` cannot be imported here.

    Args:
        history: a Keras ``History``: ``history.history`` holds ``"loss"``, ``"accuracy"``,
            ``"val_loss"`` and ``"val_accuracy"``, one number per epoch, at least 16 epochs.

    Returns:
        "diverged", "overfitting", "improving", "underfitting" or "healthy".
    """
    raise NotImplementedError("Task 2.10: diagnose learning curves")


# %% [markdown]
# ```
# >>> patient = keras.callbacks.History()
# >>> curve = [0.5 + 0.03 * epoch for epoch in range(16)]
# >>> patient.history = {"loss": curve[::-1], "val_loss": curve, "accuracy": curve, "val_accuracy": [0.7] * 16}
# >>> diagnose_curves(patient)
# 'overfitting'
# ```

# %%
if __name__ == "__main__":
    if lab.written("2.10"):
        from fundamentals.training import diagnose

        figure, panels = pyplot.subplots(2, 6, figsize=(18, 6), layout="constrained", sharey=True)
        for number, (case, panel) in enumerate(zip(cases, panels.flat, strict=True), start=1):
            record = keras.callbacks.History()
            record.history = case.history
            answer = diagnose_curves(record)
            verdict = "right"
            if answer != case.kind:
                verdict = f"it is {case.kind}"
            opinion = diagnose(history_frame(case.history)).kind
            print(f"case {number}: {answer} ({verdict}); the library says {opinion}")
            plot_learning_curves(history_frame(case.history), finding=False, names=False, ax=panel)
            panel.label_outer()
            panel.set_title(answer, color="black" if answer == case.kind else "#D55E00")
        lab.save(figure, "diagnosed")
