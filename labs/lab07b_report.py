# %% [markdown] lang="en"
# # Lab 7b: one honest figure
#
# You have tried several networks, and somebody asks how good the best one is. The obvious answer is too
# high. Here you see by how much, write the rule that prevents it, and apply it to three networks and to
# your own from lab 7, if you have it. There is one task; its number continues lab 7.
#
#     fundamentals check lab07b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab07b_report")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_confusion_matrix, plot_luck
from fundamentals.training import confusion_matrix, fit

# %% [markdown] lang="en"
# ## 1. Thirty tries, one lucky
#
# If you try thirty networks and hand in the one that did best on the test images, you report luck along
# with skill: among thirty throws, one is lucky. So choose with the validation images, and use the test
# images only once, for the chosen network.

# %% [markdown] lang="en"
# > **Guess first.** Thirty networks are equally good: each gets 85 % of all leaves right. You report the
# > best of their thirty *test* accuracies. Is that (a) about 85 %, (b) clearly more, (c) clearly less?

# %%
if __name__ == "__main__":
    lab.guess("lucky", None)


# %%
def choose_and_report(validation, test):
    """Choose one of several networks, and report its accuracy.

    Args:
        validation: accuracy of each network on the validation images, ``(n,)``, 0–1.
        test: accuracy of each on the test images.

    Returns:
        The index of the chosen network, and the accuracy to report.
    """
    raise NotImplementedError("Task 7.6: choose and report honestly")


# %% [markdown]
# ```
# >>> choose_and_report([0.7, 0.9, 0.8], [0.9, 0.8, 0.7])
# (1, 0.8)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.6"):
        rng = np.random.default_rng(lab.seed)
        validations = rng.binomial(300, 0.85, size=(1000, 30)) / 300
        tests = rng.binomial(600, 0.85, size=(1000, 30)) / 600
        reports = [choose_and_report(*row)[1] for row in zip(validations, tests, strict=True)]
        print(
            "thirty networks of 85 %: choosing by test reports "
            f"{100 * tests.max(axis=1).mean():.1f} %, choosing by validation "
            f"{100 * np.mean(reports):.1f} %"
        )
        lab.save(plot_luck(tests.max(axis=1), reports, 0.85), "luck")

# %% [markdown] lang="en"
# That was a simulation: thirty networks that each get exactly 85 % right in the long run are measured on
# 300 validation and 600 test images, a thousand times.
#
# ## 2. Choose among real networks
#
# Three networks learn to name leaves, each twice as wide as the one before. Your network from lab 7 takes
# part if its file is there. Their validation accuracies are all that your function may choose by: nobody
# has read the test images yet, so each test accuracy is `nan`, *not a number*.


# %%
def train_candidate(dataset, width):
    """Train a small CNN for a few seconds."""
    layers = [keras.Input(dataset.image_shape)]
    for filters in (width, 2 * width, 4 * width):
        layers += [
            keras.layers.Conv2D(filters, kernel_size=3, padding="same", use_bias=False),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Activation("relu"),
            keras.layers.MaxPooling2D(),
        ]
    layers.append(keras.layers.GlobalAveragePooling2D())
    layers.append(keras.layers.Dense(dataset.num_classes, activation="softmax"))
    model = keras.Sequential(layers)
    model.compile(
        keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    fit(model, dataset.train.images / np.float32(255), dataset.train.labels, epochs=12)
    return model


def share_right(model, split):
    """Return the fraction of images that a model gets right."""
    answers = model.predict(split.images / np.float32(255), verbose=0).argmax(axis=1)
    return float(np.mean(answers == split.labels))


# %%
if __name__ == "__main__":
    from fundamentals.explorer import load_model

    if lab.written("7.6"):
        dataset = load_dataset("leaves")
        keras.utils.set_random_seed(lab.seed)
        candidates = {f"CNN {width}": train_candidate(dataset, width) for width in (4, 8, 16)}
        own = lab.output.parent / "lab07_assessment" / "model.keras"
        if own.is_file() and load_model(own).input_shape[1:] == dataset.image_shape:
            candidates["model.keras"] = load_model(own)
        validation = [share_right(model, dataset.validation) for model in candidates.values()]
        for name, accuracy in zip(candidates, validation, strict=True):
            print(f"validation accuracy {accuracy:6.1%}  {name}")
        chosen, _ = choose_and_report(validation, [np.nan] * len(validation))
        best = list(candidates)[chosen]
        print(f"chosen: {best}")

# %% [markdown] lang="en"
# ## 3. Read the test once
#
# Now come the test images, which nothing has used so far. Report what they show, and how far it may be
# off: with 600 images, an accuracy of 85 % has a standard error of 1.5 percentage points. If you change
# the network because of this figure, you need new test images.

# %% [markdown] lang="en"
# > **Guess first.** The accuracy was measured on 600 images. How many images would halve its error?

# %%
if __name__ == "__main__":
    lab.guess("halved", None)

# %%
if __name__ == "__main__":
    if lab.written("7.6"):
        test = dataset.test
        answers = candidates[best].predict(test.images / np.float32(255), verbose=0).argmax(axis=1)
        accuracy = np.mean(answers == test.labels)
        error = np.sqrt(accuracy * (1 - accuracy) / len(answers))
        print(f"test accuracy of {best}: {100 * accuracy:.1f} % ± {100 * error:.1f}")
        matrix = confusion_matrix(test.labels, answers, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "test_confusion")
