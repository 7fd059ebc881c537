# %% [markdown] lang="en"
# # Lab 4b: pictures from outside
#
# A trained model has only seen images from its own dataset: 28 × 28 pixels, gray, bright on black, in
# the middle. Pictures from outside look very different: thousands of pixels, colors, dark ink
# anywhere on light paper. The model answers anyway, and is wrong. Here you write the missing part:
# the conversion that makes a picture look like the training images. At the end you see how many
# pictures the model then reads. Lab 4c hands it to other people.
#
#     fundamentals check lab04b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04b_deployment")

# %%
import keras
import numpy as np
from PIL import Image

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_image_rows
from fundamentals.training import fit

# Ink and paper, each red, green, blue, 0–255: a pen, a pencil, a marker, chalk on two boards.
COLORS = (
    ((35, 45, 140), (235, 230, 215)),
    ((90, 90, 95), (200, 200, 195)),
    ((170, 30, 30), (250, 240, 150)),
    ((240, 240, 230), (30, 70, 50)),
    ((250, 220, 90), (20, 20, 25)),
)


# %%
def write_on_paper(digit, ink, paper, rng):
    """Write a digit from the dataset large and anywhere on paper, as a photograph would show it.

    Args:
        digit: uint8 ``(28, 28)``.
        ink, paper: colors, 0–255.
        rng: ``numpy.random.Generator``.

    Returns:
        uint8 array ``(240, 320, 3)``.
    """
    side = int(rng.integers(90, 200))
    top, left = rng.integers(0, 240 - side), rng.integers(0, 320 - side)
    large = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
    amount = np.zeros((240, 320, 1))
    amount[top : top + side, left : left + side, 0] = np.asarray(large) / 255
    return (amount * np.array(ink) + (1 - amount) * np.array(paper)).astype("uint8")


# %%
if __name__ == "__main__":
    rng = np.random.default_rng(lab.seed)
    dataset = load_dataset("digits")
    chosen = rng.permutation(len(dataset.validation))[:200]
    digits, labels = dataset.validation.images[chosen, :, :, 0], dataset.validation.labels[chosen]
    pictures = [
        write_on_paper(digit, *COLORS[number % len(COLORS)], rng)
        for number, digit in enumerate(digits)
    ]
    photograph = pictures[0]
    lab.save(plot_image_rows({"pictures": pictures[:5]}), "photographs")

# %% [markdown] lang="en"
# ## 1. From color to gray
#
# A color pixel is three numbers: red, green, blue. To the eye, green looks the brightest of the three
# and blue the darkest, so gray is a weighted mean:
#
#     grey = 0.299 red + 0.587 green + 0.114 blue


# %%
def to_grey(picture):
    """Convert a picture to gray, 0–1: 0.299 red + 0.587 green + 0.114 blue.

    Args:
        picture: uint8, values 0–255: color ``(height, width, 3)``, or already gray
            ``(height, width)``.

    Returns:
        float32 array ``(height, width)``, values 0–1. Each may be off by 0.002, half of one of the
        256 gray levels, since some libraries round.
    """
    raise NotImplementedError("Task 4b.1: from color to gray")


# %% [markdown]
# ```
# >>> to_grey(np.array([[[255, 255, 255], [255, 0, 0]]], dtype="uint8")).round(3)
# array([[1.   , 0.299]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1"):
        grey = to_grey(photograph)
        lab.save(
            plot_grids({"color": photograph, "gray": grey}), "gray"
        )


# %% [markdown] lang="en"
# ## 2. Find the ink
#
# The model knows bright strokes on black. Ink is whatever differs from the paper, darker or brighter;
# and most of the picture's border shows paper.

# %% [markdown] lang="en"
# > **Guess first.** White chalk on a board: which is the ink, (a) the bright pixels or (b) the dark ones?
# > And how can a program know?

# %%
if __name__ == "__main__":
    lab.guess("chalk", None)


# %%
def find_ink(grey):
    """Return how much ink each pixel has: 0 on the paper, 1 where the ink is strongest.

    Args:
        grey: float32 ``(height, width)``, values 0–1: dark on light, light on dark, or on paper of
            a medium gray. The ink may fill most of it; a single pixel of glare is neither.

    Returns:
        float32 array of the same shape, values 0–1: the distance of each pixel from the paper,
        divided by the largest of these distances. The paper is the median of the first and last row
        and the first and last column. Zeros if there is no ink.
    """
    raise NotImplementedError("Task 4b.2: find the ink, dark or light")


# %% [markdown]
# ```
# >>> find_ink(np.array([[0.75, 0.75, 0.75], [0.75, 0.25, 0.75], [0.75, 0.75, 0.75]]))
# array([[0., 0., 0.],
#        [0., 1., 0.],
#        [0., 0., 0.]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1", "4b.2"):
        boards = [to_grey(pictures[number]) for number in (0, 3)]
        rows = {
            "gray": boards,
            "ink": [find_ink(board) for board in boards],
        }
        lab.save(plot_image_rows(rows), "ink")


# %% [markdown] lang="en"
# ## 3. Cut it out
#
# The position on the paper says nothing about the digit. Keep the smallest rectangle that holds all
# of the ink.

# %%
# Anything weaker is not ink.
FAINTEST = 0.2


def crop_ink(ink):
    """Return the smallest rectangle that holds every pixel above ``FAINTEST``.

    Args:
        ink: float32 ``(height, width)``, values 0–1.

    Returns:
        float32 array, a part of ``ink``; all of ``ink`` if no pixel is above.
    """
    raise NotImplementedError("Task 4b.3: cut the ink out")


# %% [markdown]
# ```
# >>> crop_ink(np.array([[0.0, 0.0, 0.1], [0.0, 0.9, 0.5]]))
# array([[0.9, 0.5]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1", "4b.2", "4b.3"):
        ink = find_ink(to_grey(photograph))
        lab.save(
            plot_grids({"ink": ink, "cut out": crop_ink(ink)}), "crop"
        )


# %% [markdown] lang="en"
# ## 4. Scale it by area
#
# To scale from 300 pixels to 20, taking every fifteenth pixel would lose thin strokes in between.
# Instead, each new pixel is the mean of the area that it covers, and a pixel that lies half inside
# counts half. For one axis at a time, this is a matrix: row i holds the fraction of new pixel i that
# each old pixel contributes. From 3 pixels to 2:
#
#     2/3  1/3   0
#      0   1/3  2/3

# %% [markdown] lang="en"
# > **Guess first.** One of 12 pixels in a row is 1, the others are 0. The row is scaled by area to 3
# > pixels. What is the largest of the three?

# %%
if __name__ == "__main__":
    lab.guess("thin", None)


# %%
def area_weights(length, size):
    """Return the matrix that scales one axis from ``length`` pixels to ``size``.

    New pixel i covers the old axis from ``i * length / size`` to ``(i + 1) * length / size``; old
    pixel j lies from ``j`` to ``j + 1``.

    Args:
        length: pixels before, at least 1.
        size: pixels after; may be more than before.

    Returns:
        float array ``(size, length)``; each row adds up to 1.
    """
    raise NotImplementedError("Task 4b.4: scale by area")


# %% [markdown]
# ```
# >>> area_weights(3, 2).round(2)
# array([[0.67, 0.33, 0.  ],
#        [0.  , 0.33, 0.67]])
# ```


# %%
def scale_by_area(image, height, width):
    """Scale an image ``(h, w)`` to ``(height, width)``."""
    rows, columns = (area_weights(*axis) for axis in zip(image.shape, (height, width), strict=True))
    return (rows @ image @ columns.T).astype("float32")


# %%
if __name__ == "__main__":
    if lab.written("4b.4"):
        grids = {
            "weights, 6 to 4 pixels": area_weights(6, 4),
            "a digit": digits[0],
            "at 20×20": scale_by_area(digits[0], 20, 20),
        }
        lab.save(plot_grids(grids, same_size=True), "area")

# %% [markdown] lang="en"
# ## 5. Put it in the middle
#
# In MNIST, each digit's *center of mass* lies in the middle of the image: the mean position of the
# pixels, weighted by their ink.


# %%
def centre(ink):
    """Place the ink on 28 × 28 black pixels, with its center of mass in the middle.

    Args:
        ink: float32 ``(height, width)``, each side at most 28, values 0–1.

    Returns:
        float32 array ``(28, 28)``. Its pixel 14, 14 (counted from 0) is as near to the center of
        mass as whole pixels allow. Ink that would then lie outside is moved just inside. Zeros if
        there is no ink.
    """
    raise NotImplementedError("Task 4b.5: put the center of mass in the middle")


# %% [markdown]
# ```
# >>> middle = centre(np.ones((4, 2), dtype="float32"))
# >>> middle.shape, [int(axis.min()) for axis in np.nonzero(middle)]
# ((28, 28), [12, 14])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.4", "4b.5"):
        small = scale_by_area(digits[0] / 255, 20, 20)
        middle = centre(small)
        lab.save(
            plot_grids({"small": small, "centered": middle}), "middle"
        )


# %% [markdown] lang="en"
# ## 6. The whole conversion
#
# In MNIST, the longer side of the writing is 20 pixels, and the other side keeps the ratio: a 1 stays
# narrow. Put your functions together. The result is a batch of one image, with four axes.


# %%
def prepare_picture(picture):
    """Make a picture from outside look like a training image: gray, ink, crop, scale, center.

    Use your functions above: ``fundamentals.datasets.prepare_photograph`` cannot be imported here.

    Args:
        picture: uint8, values 0–255, ``(height, width, 3)`` or ``(height, width)``.

    Returns:
        float32 array ``(1, 28, 28, 1)``, values 0–1. The longer side of the ink is 20 pixels; the
        other side is rounded, and at least 1. Values may be off by 0.02, since rounded grays are
        stretched here.
    """
    raise NotImplementedError("Task 4b.6: the whole conversion")


# %% [markdown]
# ```
# >>> prepare_picture(np.full((40, 60, 3), 255, dtype="uint8")).shape
# (1, 28, 28, 1)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1", "4b.2", "4b.3", "4b.4", "4b.5", "4b.6"):
        converted = np.concatenate([prepare_picture(picture) for picture in pictures])
        only_scaled = [scale_by_area(to_grey(picture), 28, 28) for picture in pictures]
        rows = {
            "picture": [picture / 255 for picture in pictures[:10]],
            "only scaled": only_scaled[:10],
            "converted": converted[:10],
            "training": dataset.train.images[:: len(dataset.train) // 10] / 255,
        }
        lab.save(plot_image_rows(rows), "pictures")


# %% [markdown] lang="en"
# ## 7. Does the model read them now?
#
# The question of this lab: how many of 200 pictures from outside does a model read? The lab asks your
# model from lab 3b if you have it, and trains a small one otherwise.


# %%
def train_small_cnn(dataset):
    """Train a small CNN for a minute."""
    model = keras.Sequential(
        [
            keras.Input(dataset.image_shape),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(dataset.num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    fit(model, dataset.train.images / np.float32(255), dataset.train.labels, epochs=10)
    return model


# %%
if __name__ == "__main__":
    from fundamentals.explorer import load_model

    if lab.written("4b.1", "4b.2", "4b.3", "4b.4", "4b.5", "4b.6"):
        trained = lab.output.parent / "lab03b_cnn" / "cnn.keras"
        if trained.is_file():
            model = load_model(trained)
        else:
            keras.utils.set_random_seed(lab.seed)
            model = train_small_cnn(dataset)
        model.save(lab.output / "digits.keras")
        scaled = np.array(only_scaled)[..., np.newaxis]
        for how, images in (
            ("only scaled", scaled),
            ("converted", converted),
        ):
            answers = model.predict(images, verbose=0)
            print(f"pictures read, {how}: {np.mean(answers.argmax(axis=1) == labels):.1%}")
