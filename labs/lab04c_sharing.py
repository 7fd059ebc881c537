# %% [markdown] lang="en"
# # Lab 4c: a model leaves the lab
#
# In lab 4b you made pictures from outside look like the training images. Now the model leaves the lab:
# it is saved and loaded, names its most likely classes, becomes a file for a phone, and answers on a web
# page. At each step you check that it still gives the same answers. At the end it learns ten of your own
# pictures. The lab has two tasks, whose numbers continue those of lab 4b.
#
#     fundamentals check lab04c

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04c_sharing")

# %%
import keras
import numpy as np
from PIL import Image

from fundamentals.datasets import load_dataset, picture_style, prepare_photograph
from fundamentals.errors import DatasetError
from fundamentals.plotting import plot_class_probabilities, plot_image_rows
from fundamentals.training import fit

if __name__ == "__main__":
    dataset = load_dataset("digits")
    images = dataset.validation.images / np.float32(255)

# %% [markdown] lang="en"
# ## 1. A model from disk
#
# `model.save` keeps everything in one `.keras` file: the layers, the weights, and the optimizer's
# state, so that training can go on. The lab uses the model from lab 4b or 3b if there is one, and trains
# a small one otherwise. It saves the model and loads it again, and the answers must stay the same.


# %%
def train_small_cnn(dataset):
    """Train a small CNN for half a minute."""
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
    fit(model, dataset.train.images / np.float32(255), dataset.train.labels, epochs=5)
    return model


# %%
if __name__ == "__main__":
    from fundamentals.explorer import load_model

    earlier = [
        lab.output.parent / name
        for name in ("lab04b_deployment/digits.keras", "lab03b_cnn/cnn.keras")
    ]
    trained = next((path for path in earlier if path.is_file()), None)
    if trained:
        model = load_model(trained)
    else:
        keras.utils.set_random_seed(lab.seed)
        model = train_small_cnn(dataset)
    path = lab.output / "digits.keras"
    model.save(path)
    answers = model.predict(images, verbose=0)
    same = np.array_equal(load_model(path).predict(images, verbose=0), answers)
    print(f"saved and loaded, the same answers: {same}")

# %% [markdown] lang="en"
# ## 2. The most likely classes
#
# One answer hides how sure the model is. Return the most likely few, each with its probability.


# %%
def likeliest(probabilities, class_names, count):
    """Return the most likely classes with their probabilities, the most likely first.

    Args:
        probabilities: ``(num_classes,)``, values 0–1.
        class_names: one string per class.
        count: how many classes to return; all of them if there are fewer.

    Returns:
        List of pairs ``(name, probability)``.
    """
    raise NotImplementedError("Task 4b.7: the most likely classes")


# %% [markdown]
# ```
# >>> likeliest(np.array([0.1, 0.7, 0.2]), ["a", "b", "c"], 2)
# [('b', 0.7), ('c', 0.2)]
# ```


# %%
if __name__ == "__main__":
    if lab.written("4b.7"):
        hardest = np.argmin(answers.max(axis=1))
        best = likeliest(answers[hardest], dataset.class_names, 3)
        print(
            f"the image that the model is least sure of, a {dataset.validation.labels[hardest]}: "
            f"{best}"
        )
        lab.save(plot_class_probabilities(best), "likeliest")

# %% [markdown] lang="en"
# Write a digit on paper, photograph it, and put the file into `output/lab04c_sharing/my_pictures/`: the
# next run reads it. The conversion here is the library's. It does what you wrote in lab 4b, and also copes
# with shadows and the edge of the table.

# %%
if __name__ == "__main__":
    from fundamentals.datasets import picture_style, prepare_photograph

    if lab.written("4b.7"):
        folder = lab.output / "my_pictures"
        folder.mkdir(exist_ok=True)
        for file in sorted(folder.glob("[!.]*.*")):
            try:
                picture = prepare_photograph(file, picture_style(dataset)) / np.float32(255)
            except DatasetError as error:
                print(error)
                continue
            probabilities = model.predict(picture[np.newaxis], verbose=0)[0]
            print(f"{file.name}:", likeliest(probabilities, dataset.class_names, 3))

# %% [markdown] lang="en"
# ## 3. Export it
#
# A phone has no Keras. LiteRT (formerly TensorFlow Lite) is a file format and a small program that
# runs it. After converting a model, prove that the copy answers like the original: compare the answers
# of both on real images, not only the accuracy. `smaller=True` stores each weight in 8 bits instead of
# 32. What does that cost, and what does it save?

# %% [markdown] lang="en"
# > **Guess first.** The small LiteRT file keeps each weight in one byte in place of four. How many of its
# > answers differ from the model's: (a) hardly any, (b) about a tenth, (c) most?

# %%
if __name__ == "__main__":
    lab.guess("bytes", None)


# %%
def compare_answers(first, second):
    """Compare the answers of two models to the same images.

    Args:
        first: probabilities ``(n, num_classes)`` from one model.
        second: the same from the other.

    Returns:
        The largest difference between two probabilities, a float of at least 0, and the fraction of
        images with the same most likely class, 0–1.
    """
    raise NotImplementedError("Task 4b.8: does the copy answer like the original?")


# %% [markdown]
# ```
# >>> compare_answers(np.array([[0.75, 0.25]]), np.array([[0.5, 0.5]]))
# (0.25, 1.0)
# ```


# %%
if __name__ == "__main__":
    from fundamentals.deployment import LiteModel, export_lite

    if lab.written("4b.8"):
        print(f"{path.stat().st_size:9,} bytes  {path.name}")
        moved = {}
        for name, smaller in (("digits.tflite", False), ("digits-small.tflite", True)):
            file = export_lite(model, lab.output / name, smaller=smaller)
            exported = LiteModel(file).predict(images)
            largest, same = compare_answers(exported, answers)
            apart = np.abs(exported - answers).max(axis=1).argsort()[-8:]
            moved[name] = dataset.validation.images[apart]
            print(
                f"{file.stat().st_size:9,} bytes  {name}: largest difference {largest:.1e}, same "
                f"answers {same:.1%}"
            )
        # The images whose probabilities changed most.
        lab.save(plot_image_rows(moved), "moved")

# %% [markdown] lang="en"
# ## 4. Share it
#
# Other people have neither Python nor your notebook, but they have a browser. `serve` puts the model
# behind a web page on this computer, with a pad to draw on:
#
#     fundamentals serve output/lab04c_sharing/digits.keras --open
#
# Draw a digit. Photograph one on paper, and choose the file. The page shows the picture as the model
# sees it: when an answer is wrong, look there first. Then draw a 7 in the corner, a tiny one, a thick
# one.
#
# Next to the model is `digits.calibration.json`, which tells `serve` the names of the classes and when
# to say "not sure". There are two more ways to share the model: `fundamentals predict` reads
# photographs from the command line, and `fundamentals explore` writes a page that contains the model
# and needs no server.

# %% [markdown] lang="en"
# > **Guess first.** You draw a letter A. The model (a) says that this is not a digit, (b) names a digit, often
# > with confidence, (c) stops with an error.

# %%
if __name__ == "__main__":
    lab.guess("letter", None)

# %%
if __name__ == "__main__":
    from fundamentals.prediction import calibrate, save_calibration

    save_calibration(calibrate(dataset, answers, scale=1 / 255), path)
    print(f"fundamentals serve {path} --open")

# %% [markdown] lang="en"
# ## 5. Ten pictures of your own
#
# Where does the model fail on *your* digits, and do ten of your pictures help? Keep at least twenty, with
# the camera or by choosing photographs; say for each what it shows:
#
#     fundamentals serve output/lab04c_sharing/digits.keras --keep output/lab04c_sharing/my_pictures
#
# Then run the rest. At most one picture of each digit is learned; all others only measure, so that
# you see what the model makes of pictures it has not learned. Without pictures of your own, digits by
# somebody who writes at a slant of 45 degrees take their place. This part is not scored.
#
# *Fine-tuning* continues the training of a finished model for a moment. Each new picture is shown ten
# times among 1,000 old ones: from the new ones alone the model would forget the old. In
# `ten_pictures.png`, pictures that are read wrong are crossed out. Then serve `tuned.keras`, and show it
# the digits at which the first model failed.

# %% [markdown] lang="en"
# > **Guess first.** After ten slanted digits, the model reads (a) hardly more, (b) clearly more, (c) nearly
# > all of the other slanted ones.

# %%
if __name__ == "__main__":
    lab.guess("ten", None)


# %%
def slant(digit):
    """Slant a digit by 45 degrees."""
    moves = (1, 1, -14, 0, 1, 0)
    return Image.fromarray(digit).transform(
        (28, 28), Image.Transform.AFFINE, moves, Image.Resampling.BILINEAR
    )


def read_pictures(folder, dataset):
    """Read the pictures with writing from the folders 0 to 9, prepared for the model."""
    images, labels = [], []
    for path in sorted(folder.glob("[0-9]/[!.]*.*")):
        try:
            images.append(prepare_photograph(path, picture_style(dataset)))
            labels.append(int(path.parent.name))
        except DatasetError as error:
            print(error)
    return images, np.array(labels)


def fine_tune(model, new, new_labels, old, old_labels):
    """Train on, with each new image ten times among the old ones."""
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    fit(
        model,
        np.concatenate([np.repeat(new, 10, axis=0), old]),
        np.concatenate([np.repeat(new_labels, 10), old_labels]),
        epochs=5,
    )


# %%
if __name__ == "__main__":
    own, own_labels = read_pictures(lab.output / "my_pictures", dataset)
    if len(own) >= 20:
        new, new_labels = np.array(own) / np.float32(255), own_labels
        print(f"{len(own)} pictures of your own")
    else:
        print("Fewer than twenty pictures of your own: slanted digits take their place.")
        some = np.random.default_rng(lab.seed).permutation(len(images))[:210]
        slanted = [slant(digit) for digit in dataset.validation.images[some, :, :, 0]]
        new = np.array(slanted)[..., np.newaxis] / np.float32(255)
        new_labels = dataset.validation.labels[some]
    learned = np.unique(new_labels, return_index=True)[1]
    measured = np.setdiff1d(np.arange(len(new)), learned)
    tuned = load_model(path)
    train = dataset.train
    few = slice(None, None, len(train) // 1000)
    fine_tune(
        tuned,
        new[learned],
        new_labels[learned],
        train.images[few] / np.float32(255),
        train.labels[few],
    )
    right = [
        network.predict(new[measured], verbose=0).argmax(axis=1) == new_labels[measured]
        for network in (model, tuned)
    ]
    tuned_answers = tuned.predict(images, verbose=0)
    old = [
        np.mean(probabilities.argmax(axis=1) == dataset.validation.labels)
        for probabilities in (answers, tuned_answers)
    ]
    print(
        f"pictures read: {np.mean(right[0]):.1%}, after {len(learned)} learned: "
        f"{np.mean(right[1]):.1%}; old digits: {old[0]:.1%}, {old[1]:.1%}"
    )
    wrong = np.flatnonzero(~right[0])[:12]
    if len(wrong):
        rows = {
            "before": new[measured][wrong],
            "after": new[measured][wrong],
        }
        crossed = [np.ones(len(wrong)), ~right[1][wrong]]
        lab.save(plot_image_rows(rows, crossed=crossed), "ten_pictures")
    tuned_path = path.with_name("tuned.keras")
    tuned.save(tuned_path)
    save_calibration(calibrate(dataset, tuned_answers, scale=1 / 255), tuned_path)
    print(f"fundamentals serve {tuned_path} --open")
