# %% [markdown] lang="en"
# # Lab 4a: data augmentation
#
# The network in lab 2 memorized its training images. More images would help, but they are expensive.
# *Data augmentation* makes new images from the ones you have: a digit two pixels further left is
# another image, and still the same digit. The benefit shows best when images are few, so here the
# network gets only 1,000.
#
#     fundamentals check lab04a

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04a_augmentation")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_image_rows, plot_images, plot_learning_curves
from fundamentals.training import fit, history_frame

TRAINING_IMAGES = 1000
EPOCHS = 30

if __name__ == "__main__":
    dataset = load_dataset("digits")
    rng = np.random.default_rng(lab.seed)
    everything = dataset.train_and_validation
    images, labels = everything.images.astype("float32") / 255, everything.labels
    one_each = images[[np.flatnonzero(labels == digit)[0] for digit in range(10)]]
    everywhere = np.ones(10, int)

# %% [markdown] lang="en"
# ## 1. Shift
#
# Put a black border around each image, then cut the image out again at another position. Each image
# of the batch has its own numbers: `down[i]` and `right[i]` belong to `images[i]`.


# %%
def shift(images, down, right):
    """Shift each image of a batch by whole pixels and fill the gaps with black.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        down: integers ``(n,)``: pixels to move down by; negative moves up.
        right: integers ``(n,)``: pixels to move right by; negative moves left.

    Returns:
        float32 array of the same shape.
    """
    raise NotImplementedError("Task 4a.1: shift images")


# %% [markdown]
# ```
# >>> shift(np.array([[[[1.0], [2.0]], [[3.0], [4.0]]]]), np.array([1]), np.array([0]))[0, :, :, 0]
# array([[0., 0.],
#        [1., 2.]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.1"):
        rows = {
            "original": one_each,
            "shift": shift(one_each, 4 * everywhere, -4 * everywhere),
        }
        lab.save(plot_image_rows(rows), "shift")


# %% [markdown] lang="en"
# ## 2. Rotate
#
# To rotate an image, find out for each pixel of the *result* where in the old image it comes from.
# That takes one small matrix per image, and `move_pixels` does the rest: it takes the pixel at
# `(x, y)` from `matrix @ (x, y)`, counted from the center, with x to the right and y down.
#
# For a counterclockwise rotation by the angle a, the matrix is
#
#     cos a   -sin a
#     sin a    cos a


# %%
def move_pixels(images, matrices):
    """Take pixel ``(x, y)`` of each result from ``matrix @ (x, y)``, counted from the center.

    Args:
        images: float32 ``(n, height, width, channels)``.
        matrices: ``(n, 2, 2)``.

    Returns:
        float32 array of the same shape; pixels from outside the image are black.
    """
    count, height, width = images.shape[:3]
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    transforms = np.zeros((count, 8), "float32")
    transforms[:, [0, 1, 3, 4]] = matrices.reshape(count, 4)
    transforms[:, [2, 5]] = middle - matrices @ middle
    moved = keras.ops.image.affine_transform(
        images,
        transforms,
        interpolation="bilinear",
        fill_mode="constant",
        data_format="channels_last",
    )
    return keras.ops.convert_to_numpy(moved)


def rotate(images, degrees):
    """Rotate each image of a batch about its center.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        degrees: ``(n,)``: counterclockwise angles; negative angles rotate clockwise.

    Returns:
        float32 array of the same shape. Pixels may be off by 0.05: bilinear interpolation is
        accurate enough, the nearest pixel is not.
    """
    raise NotImplementedError("Task 4a.2: rotate images")


# %% [markdown]
# ```
# >>> square = np.zeros((1, 3, 3, 1), dtype="float32")
# >>> square[0, 0, 2] = 1
# >>> rotate(square, np.array([90.0]))[0, :, :, 0].round(2) + 0
# array([[1., 0., 0.],
#        [0., 0., 0.],
#        [0., 0., 0.]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.2"):
        rows = {
            "original": one_each,
            "rotate": rotate(one_each, 20.0 * everywhere),
        }
        lab.save(plot_image_rows(rows), "rotate")


# %% [markdown] lang="en"
# ## 3. Zoom
#
# Use the same helper with another matrix. Mind the direction: to show the image twice as large, take
# each pixel from half as far away from the center.


# %%
def zoom(images, factors):
    """Zoom each image of a batch about its center.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        factors: ``(n,)``: 2 shows everything twice as large, 0.5 half as large.

    Returns:
        float32 array of the same shape. Pixels may be off by 0.05: bilinear interpolation is
        accurate enough, the nearest pixel is not.
    """
    raise NotImplementedError("Task 4a.3: zoom images")


# %% [markdown]
# ```
# >>> zoom(square, np.array([1.0]))[0, :, :, 0]
# array([[0., 0., 1.],
#        [0., 0., 0.],
#        [0., 0., 0.]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.3"):
        rows = {
            "original": one_each,
            "zoom": zoom(one_each, np.linspace(0.6, 1.4, 10)),
        }
        lab.save(plot_image_rows(rows), "zoom")


# %% [markdown] lang="en"
# ## 4. Brightness
#
# Multiply, and limit the result to white.


# %%
def brighten(images, factors):
    """Make each image of a batch brighter or darker.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        factors: ``(n,)``: 1.5 makes an image 50 % brighter; below 1 makes it darker.

    Returns:
        float32 array of the same shape, values 0–1: values above 1 become 1.
    """
    raise NotImplementedError("Task 4a.4: change the brightness")


# %% [markdown]
# ```
# >>> brighten(np.array([[[[0.5], [0.9]]]]), np.array([1.2]))[0, :, :, 0]
# array([[0.6, 1. ]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.4"):
        rows = {
            "original": one_each,
            "brighten": brighten(one_each, np.linspace(0.2, 1.4, 10)),
        }
        lab.save(plot_image_rows(rows), "brighten")


# %% [markdown] lang="en"
# ## 5. Which changes keep the label?
#
# The network is told that the changed image still has the old label. That must be true. Run the lab
# once and look at `changes.png`: which rows still show the digits in the top row?
#
# The answer depends on the task. For hand signs, a rotation matters: the letter U on its side is the
# letter H. The mirror image of a cat is a cat; a cat upside down is rare, but still a cat.
#
# > **Guess first.** How many of the ten digits are still the same digit after half a turn? (A 6
# > becomes a 9.)

# %%
if __name__ == "__main__":
    lab.guess("half-turn", None)

# %%
# As strong as `augment` makes them.
SMALL_CHANGES = ("shift", "rotate", "zoom", "brighten")
CHANGES = (*SMALL_CHANGES, "mirror", "half_turn")


def mirror(images):
    """Mirror left and right."""
    return images[:, :, ::-1]


def half_turn(images):
    """Rotate by 180 degrees."""
    return images[:, ::-1, ::-1]


def keeps_label(change, digit):
    """Return whether a handwritten digit still reads as the same digit after a change.

    Args:
        change: one of ``CHANGES``; the first four are as small as in task 4a.6.
        digit: 0 to 9. A mirrored 1, and a 2 or 5 after half a turn, depend on the handwriting and
            are not graded.

    Returns:
        True or False.
    """
    raise NotImplementedError("Task 4a.5: which changes keep the label")


# %% [markdown]
# ```
# >>> keeps_label("shift", 7), keeps_label("mirror", 7)
# (True, False)
# ```

# %% [markdown] lang="en"
# All changes, as strong as `augment` makes them. Your function crosses out those that change the label.

# %%
if __name__ == "__main__":
    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.5"):
        rows = {
            "original": one_each,
            "shift": shift(one_each, 2 * everywhere, -2 * everywhere),
            "rotate": rotate(one_each, 10 * everywhere),
            "zoom": zoom(one_each, 1.1 * everywhere),
            "brighten": brighten(one_each, 0.8 * everywhere),
            "mirror": mirror(one_each),
            "half turn": half_turn(one_each),
        }
        kept = [[True] * 10, *([keeps_label(change, d) for d in range(10)] for change in CHANGES)]
        lab.save(plot_image_rows(rows, crossed=~np.array(kept)), "changes")


# %% [markdown] lang="en"
# ## 6. Augment
#
# Draw the numbers separately for each image, and use the functions above. Use only changes that keep
# the label of *every* digit.


# %%
def augment(images, rng):
    """Change each image of a batch slightly and at random.

    The grader measures 100 images. Each change must span at least half of its range, and may exceed
    the range by 1 pixel, 3 degrees, a zoom of 0.05 or a brightness of 0.05.

    Use your functions above: ``fundamentals.training.augment`` cannot be imported here.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        rng: ``numpy.random.Generator`` that draws uniformly for each image, each number on its own:
            a rotation of -10 to 10 degrees, a zoom of 0.9 to 1.1, a shift of -2 to 2 pixels along
            each axis, a brightness of 0.8 to 1.2.

    Returns:
        float32 array of the same shape, values 0–1.
    """
    raise NotImplementedError("Task 4a.6: augment at random")


# %% [markdown]
# ```
# >>> augment(np.zeros((2, 28, 28, 1), dtype="float32"), np.random.default_rng(0)).shape
# (2, 28, 28, 1)
# ```

# %% [markdown] lang="en"
# One six, forty times: what the network will see instead of the same image again and again.

# %%
if __name__ == "__main__":
    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.6"):
        forty = augment(np.repeat(one_each[6:7], 40, axis=0), rng)
        lab.save(plot_images(forty), "one_digit_40_times")


# %% [markdown] lang="en"
# ## 7. Train on images that always change
#
# If you changed the images only once, the network would memorize the 1,000 changed images instead.
# `ChangingImages` changes them again before every epoch. Pass it to `fit` in place of the training
# images: it also holds the labels. The validation images stay unchanged, because they stand for the
# images that the network will meet.


# %%
class ChangingImages(keras.utils.PyDataset):
    """Batches for ``fit``, shuffled and changed again in each epoch.

    Args:
        images: float32 ``(n, height, width, channels)``.
        labels: ``(n,)``.
        change: function of ``(images, rng)``, such as ``augment``.
        batch_size: images per batch.
    """

    def __init__(self, images, labels, change, batch_size=32):
        super().__init__()
        self.images, self.labels = images, labels
        self.change, self.batch_size = change, batch_size
        self.rng = np.random.default_rng(0)
        self.on_epoch_end()

    def on_epoch_end(self):
        order = self.rng.permutation(len(self.images))
        self.epoch = self.change(self.images[order], self.rng), self.labels[order]

    def __len__(self):
        return -(-len(self.images) // self.batch_size)

    def __getitem__(self, index):
        batch = slice(index * self.batch_size, (index + 1) * self.batch_size)
        images, labels = self.epoch
        return images[batch], labels[batch]


# %%
def unchanged(images, rng):
    """Return the images unchanged."""
    return images


# %%
def build_dense(input_shape, num_classes):
    """Build the dense network from lab 2, a little smaller."""
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ],
        name="dense",
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    """Compile and train a model on changing images.

    The grader trains a network from ``build_dense`` on its own digits, for at most 120 epochs, and
    tests it on unseen digits, changed as ``augment`` should change them. An accuracy of 75 % earns
    all points; 50 % earns none. Weights that come with the file earn nothing.

    Args:
        model: uncompiled Keras model.
        x_train: float32 images ``(n, 28, 28, 1)``, values 0–1.
        y_train: integer labels ``(n,)``.
        x_valid: validation images, never changed.
        y_valid: integer validation labels.
        epochs: number of passes over the training images.
        change: function of ``(images, rng)`` that changes them.

    Returns:
        The Keras ``History`` that ``fit`` returns.
    """
    raise NotImplementedError("Task 4a.7: train on changing images")


# %% [markdown]
# ```
# >>> x, y = np.zeros((8, 28, 28, 1), dtype="float32"), np.arange(8)
# >>> tiny = train_model(build_dense((28, 28, 1), 10), x, y, x, y, 2, change=unchanged)
# >>> len(tiny.history["val_accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("4a.7"):
        order = rng.permutation(len(images))
        few, rest = order[:TRAINING_IMAGES], order[TRAINING_IMAGES:]
        keras.utils.set_random_seed(lab.seed)
        model = build_dense(dataset.image_shape, dataset.num_classes)
        history = train_model(
            model, images[few], labels[few], images[rest], labels[rest], EPOCHS, unchanged
        )
        lab.save(plot_learning_curves(history_frame(history)), "without_augmentation")

# %% [markdown] lang="en"
# ## 8. What augmentation is worth
#
# Train the same network three times: on the original images, on changing images, and on images that
# are also mirrored and turned upside down. All three are measured on unchanged images. The first
# network memorizes its 1,000 images. The second cannot, and reads new images better. The third is
# taught that a 6 is a 9: look for this error in the confusion matrix.
#
# In the learning curves, the training accuracy is measured on *changed* images, which are harder, so
# the dashed line can lie below the solid one.
#
# Then try the CNN from lab 3b in place of `build_dense`. A convolution finds a digit anywhere in the
# image, so there is less to gain. Is there anything?
#
# > **Guess first.** With augmentation, will the *training* accuracy (a) rise or (b) fall?

# %%
if __name__ == "__main__":
    lab.guess("training", None)


# %%
def augment_and_flip(images, rng):
    """Augment, then flip half of the images along each axis."""
    images = augment(images, rng)
    for flip in (mirror, half_turn):
        chosen = rng.random(len(images)) < 0.5
        images[chosen] = flip(images[chosen])
    return images


def accuracy(model, images, labels):
    """Return the fraction of unchanged images that the model gets right."""
    return np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)


# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_confusion_matrix
    from fundamentals.training import confusion_matrix

    if lab.written("4a.1", "4a.2", "4a.3", "4a.4", "4a.6", "4a.7"):
        curves = {}
        for name, change in (
            ("original", unchanged),
            ("augmented", augment),
            ("also flipped", augment_and_flip),
        ):
            keras.utils.set_random_seed(lab.seed)
            model = build_dense(dataset.image_shape, dataset.num_classes)
            history = train_model(
                model, images[few], labels[few], images[rest], labels[rest], EPOCHS, change
            )
            curves[str(name)] = history_frame(history)
            training = accuracy(model, images[few], labels[few])
            new = accuracy(model, images[rest], labels[rest])
            print(
                f"training {training:6.1%}  new {new:6.1%}  gap {100 * (training - new):5.1f} "
                f"points  {name}"
            )
        lab.save(plot_learning_curves(curves), "learning_curves")
        predicted = model.predict(images[rest], verbose=0).argmax(axis=1)
        matrix = confusion_matrix(labels[rest], predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "confusion_when_flipped")
