# %% [markdown] lang="en"
# # Lab 7: final assessment
#
# This is a task that you have not seen, without a recipe: leaves of six shapes, in any position,
# color, light and rotation. Build and train your own network that names them. You may use any
# architecture with at most 200,000 parameters. Everything that you need was in labs 1 to 6.
#
# The grader itself trains your network on newly drawn leaves, and scores it on others that your
# program never sees: 90 % right earn all points, and 50 % earn none. What counts is how your program
# learns, not what it already knows.
#
#     fundamentals check lab07

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab07_assessment")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.datasets import load_dataset
from fundamentals.plotting import (
    plot_class_balance,
    plot_confusion_matrix,
    plot_image_rows,
    plot_learning_curves,
    plot_mistakes,
)
from fundamentals.training import (
    augment,
    confusion_matrix,
    diagnose,
    fit,
    history_frame,
    training_batches,
    worst_mistakes,
)

# For pictures of your own: "folder:PATH", and the size to scale them to, such as (48, 48).
DATASET, IMAGE_SIZE = "leaves", None
EPOCHS = 40

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# First of all: how large are the images, how many are there per class, and what accuracy would you get
# by always answering the most frequent class? A network has to beat that.


# %%
def describe_data(images, labels):
    """Describe what a dataset contains.

    Args:
        images: uint8 array ``(n, height, width, channels)``.
        labels: integers ``(n,)`` from 0; every class occurs.

    Returns:
        Dictionary: ``"image_shape"``, three integers; ``"images_a_class"``, one integer per class;
        ``"baseline"``, the accuracy (0–1) of always answering the most frequent class.
    """
    raise NotImplementedError("Task 7.1: describe the dataset")


# %% [markdown] lang="en"
# ## 2. Prepare the images


# %%
def prepare_images(images):
    """Scale pixels without changing the shape.

    Args:
        images: uint8 array ``(n, height, width, channels)``, values 0–255.

    Returns:
        float32 array of the same shape, values 0–1.
    """
    raise NotImplementedError("Task 7.2: prepare the images")


# %% [markdown] lang="en"
# ## 3. Build the network


# %%
def build_model(input_shape, num_classes):
    """Build a network from layers in ``keras.layers``, not yet compiled.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        input_shape: shape of one prepared image.
        num_classes: number of classes.

    Returns:
        Keras model with at most 200,000 parameters, from images ``(n, *input_shape)`` to
        probabilities ``(n, num_classes)``.
    """
    raise NotImplementedError("Task 7.3: build a network of your own")


# %% [markdown] lang="en"
# ## 4. Train it
#
# 1,200 images are few. Which augmentations keep the label of a leaf?


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model on the training images alone.

    The grader trains a network from ``build_model`` on its own leaves: for 24 epochs, then for 48
    more if it still falls short. 90 % of unseen leaves right earn all points; 50 % earn none.
    Weights that come with the file earn nothing.

    Args:
        model: uncompiled Keras model, or one to train further.
        x_train: prepared images ``(n, height, width, channels)``.
        y_train: integer labels ``(n,)``.
        x_valid: prepared validation images.
        y_valid: integer validation labels.
        epochs: number of passes over the training images.

    Returns:
        Keras ``History`` with accuracy and validation accuracy of each epoch.
    """
    raise NotImplementedError("Task 7.4: train it so that it names unseen images")


# %% [markdown] lang="en"
# ## 5. Ask it


# %%
def predict_classes(model, images):
    """Return the most probable class of each image.

    The grader tests this with a network of its own.

    Args:
        model: trained Keras model.
        images: prepared images ``(n, height, width, channels)``.

    Returns:
        integer array ``(n,)``.
    """
    raise NotImplementedError("Task 7.5: from images to classes")


# %% [markdown] lang="en"
# ## 6. Measure honestly
#
# If you try thirty networks and hand in the one that did best on the test images, you report luck along
# with skill: among thirty throws, one is lucky. So choose with the validation images, and use the test
# images only once, for the chosen network.


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


# %% [markdown] lang="en"
# ## 7. Train, and look
#
# You may use the validation images as often as you like. Look at the curves, at which shapes the
# network confuses (*confusion matrix*), and at the most confident errors. Then change something and
# try again.

# %%
if __name__ == "__main__":
    dataset = load_dataset(DATASET, image_size=IMAGE_SIZE)
    print(dataset.source)
    facts = describe_data(dataset.train.images, dataset.train.labels)
    print(
        f"image shape: {tuple(int(length) for length in facts['image_shape'])}; always answering "
        f"one class: {100 * facts['baseline']:.1f} %"
    )
    names = dataset.class_names
    labels = dataset.train.labels
    rows = {
        name: dataset.train.images[np.flatnonzero(labels == label)[:9]]
        for label, name in enumerate(names)
    }
    lab.save(plot_image_rows(rows), "images")
    lab.save(plot_class_balance(facts["images_a_class"], names), "class_balance")

# %%
if __name__ == "__main__":
    keras.utils.set_random_seed(lab.seed)
    model = build_model(dataset.image_shape, dataset.num_classes)
    x_valid, y_valid = prepare_images(dataset.validation.images), dataset.validation.labels
    history = train_model(
        model,
        prepare_images(dataset.train.images),
        dataset.train.labels,
        x_valid,
        y_valid,
        EPOCHS,
    )
    predicted = predict_classes(model, x_valid)
    print(f"parameters: {model.count_params():,}")
    print(f"validation accuracy: {100 * np.mean(predicted == y_valid):.1f} %")
    print(diagnose(history_frame(history)).message)
    lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
    matrix = confusion_matrix(y_valid, predicted, dataset.num_classes)
    lab.save(plot_confusion_matrix(matrix, names), "confusion_matrix")
    mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
    lab.save(plot_mistakes(dataset.validation.images, mistakes, names), "mistakes")
    model.save(lab.output / "model.keras")

# %% [markdown] lang="en"
# ## 8. Read the test once
#
# First, see how much luck is involved. Thirty networks that each get exactly 85 % right in the long run
# are measured on 300 validation and 600 test images, a thousand times.
#
# Then come the test images, which nothing has used so far. Report what they show: if
# you change the network because of them, you need new test images.

# %%
if __name__ == "__main__":
    rng = np.random.default_rng(lab.seed)
    validations = rng.binomial(300, 0.85, size=(1000, 30)) / 300
    tests = rng.binomial(600, 0.85, size=(1000, 30)) / 600
    reports = [choose_and_report(*row)[1] for row in zip(validations, tests, strict=True)]
    print(
        "thirty networks of 85 %: choosing by test reports "
        f"{100 * tests.max(axis=1).mean():.1f} %, choosing by validation "
        f"{100 * np.mean(reports):.1f} %"
    )
    if dataset.test is None:
        print("these pictures have no test split: the grader holds others back")
    else:
        answers = predict_classes(model, prepare_images(dataset.test.images))
        accuracy = np.mean(answers == dataset.test.labels)
        error = np.sqrt(accuracy * (1 - accuracy) / len(answers))
        print(f"test accuracy: {100 * accuracy:.1f} % ± {100 * error:.1f}")
