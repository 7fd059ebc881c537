# %% [markdown] lang="en"
# # Lab 7: final assessment
#
# This is a task that you have not seen, without a recipe: leaves of six shapes, in any position,
# color, light and rotation. Build and train your own network that names them. You may use any
# architecture with at most 200,000 parameters. Everything that you need was in labs 1 to 6.
#
# The grader itself trains your network on newly drawn leaves, and scores it on others that your
# program never sees: an accuracy of 90 % earns all points, and 50 % earns none. What counts is how your program
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
from fundamentals.plotting import plot_grids, plot_image_rows, plot_learning_curves, plot_model
from fundamentals.training import augment, fit, training_batches

# For pictures of your own: "folder:PATH", and the size to scale them to, such as (48, 48).
DATASET, IMAGE_SIZE = "leaves", None
EPOCHS = 40

if __name__ == "__main__":
    dataset = load_dataset(DATASET, image_size=IMAGE_SIZE)
    print(dataset.source)
    names, labels = dataset.class_names, dataset.train.labels
    rows = {
        name: dataset.train.images[np.flatnonzero(labels == label)[:9]]
        for label, name in enumerate(names)
    }
    lab.save(plot_image_rows(rows), "images")

# %% [markdown] lang="en"
# ## 1. Look at the data
#
# First of all: how large are the images, how many are there per class, and what accuracy would you get
# by always answering the most frequent class? A network has to beat that.

# %% [markdown] lang="en"
# > **Guess first.** There are six classes with equally many images. A program always gives the same
# > answer. What percentage does it get right? (A whole number.)

# %%
if __name__ == "__main__":
    lab.guess("always", None)


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


# %% [markdown]
# ```
# >>> facts = describe_data(np.zeros((4, 8, 9, 3), dtype="uint8"), np.array([0, 1, 1, 1]))
# >>> facts["image_shape"], list(map(int, facts["images_a_class"])), float(facts["baseline"])
# ((8, 9, 3), [1, 3], 0.75)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.1"):
        from fundamentals.plotting import plot_class_balance

        facts = describe_data(dataset.train.images, labels)
        print(
            f"image shape: {tuple(int(length) for length in facts['image_shape'])}; always "
            f"answering one class: {100 * facts['baseline']:.1f} %"
        )
        lab.save(plot_class_balance(facts["images_a_class"], names), "class_balance")


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


# %% [markdown]
# ```
# >>> prepare_images(np.array([[[[0], [51]]]], dtype="uint8")).ravel()
# array([0. , 0.2], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2"):
        raw = dataset.train.images[:1]
        both = (raw[0], prepare_images(raw)[0])
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "prepared")


# %% [markdown] lang="en"
# ## 3. Build the network


# %%
def build_model(input_shape, num_classes):
    """Build a network from layers in ``keras.layers``, not yet compiled.

    Layers and activations are your choice: how well they learn counts in ``train_model``.

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


# %% [markdown]
# ```
# >>> build_model((48, 48, 3), 6).output_shape
# (None, 6)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.3"):
        keras.utils.set_random_seed(lab.seed)
        model = build_model(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        print(f"parameters: {model.count_params():,}")


# %% [markdown] lang="en"
# ## 4. Train it
#
# 1,200 images are few. Which augmentations keep the label of a leaf?

# %% [markdown] lang="en"
# > **Guess first.** May the leaves be mirrored and turned during training, unlike digits? (a) Yes, (b) no.

# %%
if __name__ == "__main__":
    lab.guess("turned", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model on the training images alone.

    The grader trains a network from ``build_model`` on its own leaves: for 24 epochs, then for 48
    more if it still falls short. An accuracy of 90 % on unseen leaves earns all points; 50 % earns
    none. Weights that come with the file earn nothing.

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


# %% [markdown]
# ```
# >>> x, y = np.zeros((12, 48, 48, 3), dtype="float32"), np.arange(12) % 6
# >>> len(train_model(build_model((48, 48, 3), 6), x, y, x, y, 2).history["val_accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4"):
        from fundamentals.training import diagnose, history_frame

        x_valid, y_valid = prepare_images(dataset.validation.images), dataset.validation.labels
        history = train_model(
            model, prepare_images(dataset.train.images), labels, x_valid, y_valid, EPOCHS
        )
        print(diagnose(history_frame(history)).message)
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
        model.save(lab.output / "model.keras")


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


# %% [markdown]
# ```
# >>> predict_classes(build_model((48, 48, 3), 6), x).shape
# (12,)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4", "7.5"):
        from fundamentals.plotting import plot_confusion_matrix, plot_mistakes
        from fundamentals.training import confusion_matrix, worst_mistakes

        predicted = predict_classes(model, x_valid)
        print(f"validation accuracy: {100 * np.mean(predicted == y_valid):.1f} %")
        matrix = confusion_matrix(y_valid, predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, names), "confusion_matrix")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(dataset.validation.images, mistakes, names), "mistakes")

# %% [markdown] lang="en"
# Change the network or its training until you are satisfied: only the validation images help you choose.
# The test images are for lab 7b, which reads them once.
