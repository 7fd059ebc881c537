# %% [markdown] lang="en"
# # Lab 3b: a convolutional neural network
#
# Lab 2 ended with a gap: the network was nearly perfect on the training images and clearly worse on
# new ones. A convolutional neural network (CNN) has fewer parameters and hardly any gap, because the
# same small kernels look at every part of the image. In lab 3a you wrote the kernels by hand; here
# the network finds its own.
#
#     fundamentals check lab03b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03b_cnn")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_learning_curves, plot_model
from fundamentals.training import augment, fit, training_batches

# Passes over the training images, by dataset: a small dataset needs more of them.
EPOCHS = {"digits": 40, "mnist": 12, "sign_mnist": 12}

if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)

# %% [markdown] lang="en"
# ## 1. Prepare the images
#
# `Conv2D` expects four axes: image, row, column, channel. A gray image has one channel.


# %%
def prepare_images(images):
    """Give gray images the shape and the values that the network expects.

    Args:
        images: uint8, values 0–255, as rows ``(n, 784)``, as ``(n, 28, 28)`` or as
            ``(n, 28, 28, 1)``.

    Returns:
        float32 array ``(n, 28, 28, 1)``, values 0–1.
    """
    raise NotImplementedError("Task 3b.1: give images the shape that Conv2D expects")


# %% [markdown]
# ```
# >>> prepared = prepare_images(np.full((2, 784), 51, dtype="uint8"))
# >>> prepared.shape, prepared.dtype, round(float(prepared.max()), 2)
# ((2, 28, 28, 1), dtype('float32'), 0.2)
# ```

# %%
if __name__ == "__main__":
    if lab.written("3b.1"):
        raw = dataset.train.images[0]
        both = (raw, prepare_images(raw.reshape(1, 784))[0])
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "prepared")


# %% [markdown] lang="en"
# ## 2. Build the network
#
# Convolution finds features and pooling shrinks the maps: three times in a row, from edges to parts
# to objects. Then the maps become one row (*flatten*), *dropout* keeps the network from relying on
# single values, and a dense layer decides.
#
# > **Guess first.** 16 kernels of 3×3 look at a gray image. How many weights do they have? (Do not
# > count the biases.)

# %%
if __name__ == "__main__":
    lab.guess("weights", None)
    lab.slide("architecture")


# %%
def build_cnn(input_shape, num_classes):
    """Build a convolutional neural network, not yet compiled.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        input_shape: shape of one image, ``(28, 28, 1)``.
        num_classes: number of classes.

    Returns:
        Keras model with Conv2D, MaxPooling2D and Dropout layers, from images ``(n, *input_shape)``
        to probabilities ``(n, num_classes)``. It has at most 700,000 parameters. An activation such
        as ReLU follows each Conv2D larger than 1×1, and Dropout stands between two layers with
        weights, where it drops hidden units, at a rate below 1.
    """
    raise NotImplementedError("Task 3b.2: build the CNN")


# %% [markdown]
# ```
# >>> model = build_cnn((28, 28, 1), 10)
# >>> model.input_shape, model.output_shape
# ((None, 28, 28, 1), (None, 10))
# ```

# %% [markdown] lang="en"
# Your network, layer by layer. How many parameters does it have? The dense network of lab 2 has 669,706.

# %%
if __name__ == "__main__":
    if lab.written("3b.2"):
        keras.utils.set_random_seed(lab.seed)
        model = build_cnn(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        print(f"parameters: {model.count_params():,}")

# %% [markdown] lang="en"
# ## 3. Train it
#
# `model.compile` and `model.fit` from lab 2 are enough. The labels stay integers this time, and the
# loss must match them.
#
# > **Guess first.** The dense network of lab 2 was right on all training images and on about 96 % of the
# > validation images. With the CNN, will that gap (a) grow, (b) stay, or (c) nearly close?

# %%
if __name__ == "__main__":
    lab.guess("gap", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """Compile and train a model, measuring accuracy on both splits after each epoch.

    The grader trains a network from ``build_cnn`` on its own digits. An accuracy of 80 % on unseen
    digits earns all points; 50 % earns none. Weights that come with the file earn nothing.

    Args:
        model: uncompiled Keras model.
        x_train: prepared images ``(n, 28, 28, 1)``.
        y_train: integer labels ``(n,)``.
        x_valid: prepared validation images.
        y_valid: integer validation labels.
        epochs: number of passes over the training images.

    Returns:
        The Keras ``History`` that ``fit`` returns.
    """
    raise NotImplementedError("Task 3b.3: compile and train")


# %% [markdown]
# ```
# >>> images, labels = prepare_images(np.zeros((32, 784), dtype="uint8")), np.zeros(32, dtype=int)
# >>> history = train_model(build_cnn((28, 28, 1), 10), images, labels, images, labels, epochs=2)
# >>> len(history.history["accuracy"]), len(history.history["val_accuracy"])
# (2, 2)
# ```

# %% [markdown] lang="en"
# Compare the curves with those of lab 2: the lines stay together. This takes about half a minute.

# %%
if __name__ == "__main__":
    from fundamentals.training import diagnose, history_frame

    if lab.written("3b.1", "3b.2", "3b.3"):
        x_valid = prepare_images(dataset.validation.images)
        history = train_model(
            model,
            prepare_images(dataset.train.images),
            dataset.train.labels,
            x_valid,
            dataset.validation.labels,
            EPOCHS[dataset.name],
        )
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
        print(diagnose(history_frame(history)).message)
        model.save(lab.output / "cnn.keras")

# %% [markdown] lang="en"
# The reference solution does three things that a full score does not need. It augments each batch
# (`augment` shifts, rotates and stretches every image a little and changes its brightness), so that the
# network never sees the same image twice. It lets the learning rate rise, then fall. And it hands Keras
# eight batches at a time, which only saves time.

# %% [markdown] lang="en"
# ## 4. From probabilities to classes
#
# The network gives each image ten probabilities. The largest one is its answer.


# %%
def predict_classes(model, images):
    """Return the most probable class of each image.

    Args:
        model: trained Keras model.
        images: prepared images ``(n, 28, 28, 1)``.

    Returns:
        integer array ``(n,)``.
    """
    raise NotImplementedError("Task 3b.4: turn probabilities into classes")


# %% [markdown]
# ```
# >>> predict_classes(build_cnn((28, 28, 1), 10), images).shape
# (32,)
# ```

# %% [markdown] lang="en"
# In the table, each row is a digit, each column an answer. Below it are the few images that the network
# gets wrong, the most confident errors first. Would you have known?

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_confusion_matrix, plot_mistakes
    from fundamentals.training import confusion_matrix, worst_mistakes

    if lab.written("3b.1", "3b.2", "3b.3", "3b.4"):
        y_valid = dataset.validation.labels
        predicted = predict_classes(model, x_valid)
        matrix = confusion_matrix(y_valid, predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "confusion_matrix")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )
        print(f"validation accuracy: {100 * np.mean(predicted == y_valid):.1f} %")

# %% [markdown] lang="en"
# ## 5. See what it sees
#
# Each kernel of the first layer responds to something: an edge, a corner, a stroke. In later layers,
# one number stands for a larger part of the image. Grad-CAM asks the reverse question: which parts of
# the image spoke for the answer?
#
# `fundamentals explore output/lab03b_cnn/cnn.keras --dataset digits` opens this network in your
# browser: draw a digit and watch every layer.

# %%
if __name__ == "__main__":
    from fundamentals.perception import feature_maps, grad_cam
    from fundamentals.plotting import plot_feature_maps, plot_heat

    if lab.written("3b.1", "3b.2", "3b.3"):
        for layer, maps in feature_maps(model, x_valid[:1]).items():
            lab.save(plot_feature_maps(maps[0], layer=layer), f"feature_maps_{layer}")
        lab.save(plot_heat(x_valid[0], grad_cam(model, x_valid[:1])[0]), "grad_cam")

# %% [markdown] lang="en"
# ## 6. Can the validation be trusted? (optional)
#
# Sign Language MNIST, the dataset of hands, was made from about 1,700 photographs: each was augmented
# about 21 times. If you split its images at random, nearly every validation image has a twin among
# the training images. The network need only recognize the photograph, and the validation accuracy
# says nothing about hands that it has never seen. This is called a *leak*. If you split by
# photograph, the two splits have no photograph in common.
#
# The official test images come from yet other photographs. `compare_splits` trains your network four
# times: once per split, then with augmented images, then with half of them mirrored as well.
#
# > **Guess first.** Which validation accuracy is higher: (a) of the split by image, or (b) of the split
# > by photograph?

# %%
if __name__ == "__main__":
    from fundamentals.training import compare_splits

    lab.guess("leak", None)
    if lab.written("3b.2") and (signs := lab.find_dataset("sign_mnist")):
        lab.show(compare_splits(signs, build_cnn, seed=lab.seed))

# %% [markdown] lang="en"
# Which of the two validation accuracies predicts the test accuracy? Augmentation raises it. Mirroring
# costs some of it again: a mirrored hand is another sign, or no sign at all.
