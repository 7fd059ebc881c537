# %% [markdown] lang="en"
# # Lab 1: a network that reads digits
#
# To a computer, an image is a table of numbers. In this lab you look at such tables, turn them into
# the input of a neural network, build a network of one layer and then of several, train it, and let
# it read one digit. At each step, ask yourself: *what shape is this array now?*
#
# There are ten tasks, most of them one to three lines long. After each one, run:
#
#     fundamentals check lab01

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab01_digits")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_images, plot_layers
from fundamentals.training import fit

# Hidden layers of the networks to compare: none, a small one, two large ones.
NETWORKS = ((), (64,), (512, 256))
EPOCHS = 15

if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)

# %% [markdown] lang="en"
# ## 1. Images are arrays
#
# The images of a dataset lie in one array with four axes: image, row, column, and channel (gray
# images have one channel, color images three). A pixel is a whole number from 0 (black) to 255
# (white). The array's `shape` says how long each axis is.

# %%
if __name__ == "__main__":
    digit = dataset.train.images[0, :, :, 0]
    part = {
        "a digit": digit,
        "part of it, as numbers": digit[4:12, 14:22],
    }
    lab.save(plot_grids(part, same_size=True, frames={0: [(4, 14, 8, 8)]}), "pixels")


# %%
def measure_images(images):
    """Return how many images there are, and how high and wide each is.

    Args:
        images: array ``(n, height, width, channels)``.

    Returns:
        Three integers: ``(n, height, width)``.
    """
    raise NotImplementedError("Task 1.1: how many images, how high, how wide")


# %% [markdown]
# ```
# >>> measure_images(np.zeros((5, 28, 28, 1)))
# (5, 28, 28)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.1"):
        size = measure_images(dataset.train.images)
        print(f"images, height, width: {size}")
        some, labels = dataset.train.images[::100], dataset.train.labels[::100]
        lab.save(plot_images(some, labels, class_names=dataset.class_names), "images")


# %% [markdown] lang="en"
# ## 2. From images to rows of numbers
#
# The networks in this lab know nothing about rows and columns: each image becomes one long row of
# numbers, called a *vector*. Large inputs make training unstable, so you scale the pixels to 0–1.

# %% [markdown] lang="en"
# > **Guess first.** How many numbers does the vector of one 28×28 gray image hold?

# %%
if __name__ == "__main__":
    lab.guess("vector", None)


# %%
def to_vectors(images):
    """Flatten each image into one row, scaled from 0–255 to 0–1.

    Args:
        images: uint8 array ``(n, height, width, channels)`` of any size.

    Returns:
        float32 array ``(n, height * width * channels)``, values 0–1.
    """
    raise NotImplementedError("Task 1.2: from images to rows of numbers")


# %% [markdown]
# ```
# >>> vectors = to_vectors(np.full((2, 28, 28, 1), 51, dtype="uint8"))
# >>> vectors.shape, vectors.dtype, round(float(vectors.max()), 2)
# ((2, 784), dtype('float32'), 0.2)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.2"):
        stripes = to_vectors(dataset.train.images[:3])
        # Each vector is one row of pixels; it is drawn 60 rows high.
        name = "three vectors, one above the other"
        lab.save(plot_grids({name: stripes.repeat(60, axis=0)}), "vectors")


# %% [markdown] lang="en"
# ## 3. From a label to a row of zeros and a one
#
# The network will answer with one number per class. The right answer takes the same form: a row with
# a 1 at the digit's position and 0 elsewhere, called *one-hot*. A 3 among ten classes is
# `0 0 0 1 0 0 0 0 0 0`. Write this row for a single label.


# %%
def one_hot(label, num_classes):
    """Write one label as a row of zeros with a single 1.

    Args:
        label: integer, 0 to ``num_classes - 1``.
        num_classes: number of classes.

    Returns:
        array ``(num_classes,)``, floats or integers.
    """
    raise NotImplementedError("Task 1.3: one label as a one-hot row")


# %% [markdown]
# ```
# >>> one_hot(3, 10)
# array([0., 0., 0., 1., 0., 0., 0., 0., 0., 0.], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.2", "1.3"):
        x_train = to_vectors(dataset.train.images)
        y_train = np.stack([one_hot(label, dataset.num_classes) for label in dataset.train.labels])
        x_valid, valid_labels = to_vectors(dataset.validation.images), dataset.validation.labels
        first = dataset.train.labels[::400][:6]
        name = f"labels {', '.join(map(str, first))}"
        lab.save(plot_grids({name: y_train[::400][:6]}), "one_hot")


# %% [markdown] lang="en"
# ## 4. Name the shapes before you build
#
# A `Dense` layer with `units` neurons looks at the whole row and outputs `units` numbers per image.
# So the second axis changes from layer to layer, while the first axis, the images, never changes.
#
# Each neuron has one weight for every input number, and one bias. There is nothing else to count.

# %%
if __name__ == "__main__":
    lab.slide("dense")


# %%
def name_shapes(images_shape, units):
    """Return the shape of each step's output, from the vectors to the probabilities.

    Args:
        images_shape: ``(n, height, width, channels)``, such as ``(32, 28, 28, 1)``.
        units: units of each Dense layer in turn, such as ``[512, 256, 10]``.

    Returns:
        List of pairs ``(rows, columns)``: first the vectors, then the output of each layer.
    """
    raise NotImplementedError("Task 1.4: name the shape at every step")


# %% [markdown]
# ```
# >>> name_shapes((32, 28, 28, 1), [512, 10])
# [(32, 784), (32, 512), (32, 10)]
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.4"):
        shapes = name_shapes((32, *dataset.image_shape), [*NETWORKS[-1], 10])
        names = ["vectors", *[f"Dense {columns}" for _, columns in shapes[1:]]]
        layers = [(name, str(shape)) for name, shape in zip(names, shapes, strict=True)]
        lab.save(plot_layers(layers, plain=[0]), "shapes")

# %% [markdown] lang="en"
# > **Guess first.** A `Dense` layer turns 784 numbers into 10. How many parameters does it have?

# %%
if __name__ == "__main__":
    lab.guess("parameters", None)


# %%
def count_parameters(num_inputs, units):
    """Count the weights and biases of each Dense layer.

    Args:
        num_inputs: length of a vector, such as 784.
        units: units of each Dense layer in turn, such as ``[512, 256, 10]``.

    Returns:
        List of integers, one per layer: its number of parameters.
    """
    raise NotImplementedError("Task 1.5: count the parameters of each layer")


# %% [markdown]
# ```
# >>> count_parameters(784, [64, 10])
# [50240, 650]
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.5"):
        units = [*NETWORKS[-1], dataset.num_classes]
        label = "{count:,} parameters"
        layers = [("vectors", "784")]
        for width, count in zip(units, count_parameters(784, units), strict=True):
            layers.append((f"Dense {width}", str(label.format(count=count))))
        lab.save(plot_layers(layers, plain=[0]), "parameters")


# %% [markdown] lang="en"
# ## 5. What softmax says
#
# The last layer gives each class a *score*: any number, and a higher one means more likely. *Softmax*
# turns the scores of an image into probabilities: raise e to each score, then divide by the sum, so
# that all are positive and add up to 1. A computer cannot hold e to the power of 1,000, so first
# subtract the largest score from all of them. The result stays the same.

# %% [markdown] lang="en"
# > **Guess first.** Add 100 to all scores of an image. Do the probabilities (a) change or (b) stay?

# %%
if __name__ == "__main__":
    lab.guess("shift", None)


# %%
def softmax(scores):
    """Turn the scores of one image into probabilities.

    Args:
        scores: float array ``(num_classes,)``, values up to 1,000.

    Returns:
        float array ``(num_classes,)``, 0–1, which adds up to 1.
    """
    raise NotImplementedError("Task 1.6: softmax: from scores to probabilities")


# %% [markdown]
# ```
# >>> softmax(np.array([2.0, 1.0, 0.0])).round(3)
# array([0.665, 0.245, 0.09 ])
# ```

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_class_probabilities

    if lab.written("1.6"):
        scores = np.array([3.0, 2.0, 1.0, 0.0, -1.0])
        name = "score {score:g}"
        bars = [
            (str(name.format(score=score)), float(probability))
            for score, probability in zip(scores, softmax(scores), strict=True)
        ]
        lab.save(plot_class_probabilities(bars), "softmax")


# %% [markdown] lang="en"
# ## 6. Build the network
#
# One `Dense` layer with softmax is already a whole network: ten neurons, one per digit. *Hidden
# layers* between input and output make it stronger. Each bends its output with ReLU (negative numbers
# become 0). Without ReLU, two layers in a row could do no more than one.


# %%
def build_network(input_shape, num_classes, hidden_units=()):
    """Build a network of Dense layers only, not yet compiled.

    Args:
        input_shape: shape of one vector, such as ``(784,)``.
        num_classes: number of classes.
        hidden_units: units of each hidden layer in turn; none by default.

    Returns:
        Keras model from vectors ``(n, *input_shape)`` to probabilities ``(n, num_classes)``.
    """
    raise NotImplementedError("Task 1.7: build the network")


# %% [markdown]
# ```
# >>> model = build_network((784,), 10, (64,))
# >>> model.output_shape, model.count_params()
# ((None, 10), 50890)
# ```

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_model

    if lab.written("1.7"):
        lab.save(plot_model(build_network((784,), dataset.num_classes, NETWORKS[-1])), "network")


# %% [markdown] lang="en"
# ## 7. Train it
#
# `compile` sets what to minimize (the *loss*: how far the answers are from the one-hot rows), how (the
# *optimizer*), and what to report (`accuracy`). `fit` shows the network all images again and again;
# each pass is an *epoch*. `fit` from `fundamentals.training` is Keras's own `fit` with a single
# progress bar.


# %%
def train_model(model, x_train, y_train, epochs):
    """Compile a model and train it, measuring its accuracy.

    The grader trains a network from ``build_network`` on its own digits, for at most 120 epochs. An
    accuracy of 75 % on unseen digits earns all points; 50 % earns none. Weights that come with the
    file earn nothing.

    Args:
        model: uncompiled Keras model.
        x_train: float32 vectors ``(n, num_inputs)``, values 0–1.
        y_train: one-hot rows ``(n, num_classes)``.
        epochs: number of passes over the vectors.

    Returns:
        The Keras ``History`` that ``fit`` returns.
    """
    raise NotImplementedError("Task 1.8: compile and train")


# %% [markdown]
# ```
# >>> history = train_model(model, vectors, np.array([one_hot(3, 10)] * 2), epochs=4)
# >>> len(history.history["accuracy"])
# 4
# ```

# %% [markdown] lang="en"
# You train three networks, with no, one and two hidden layers. The curves are those of the largest.

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_learning_curves
    from fundamentals.training import history_frame

    if lab.written("1.2", "1.3", "1.7", "1.8"):
        models, histories = [], []
        for hidden_units in NETWORKS:
            keras.utils.set_random_seed(lab.seed)
            models.append(build_network(x_train.shape[1:], dataset.num_classes, hidden_units))
            histories.append(train_model(models[-1], x_train, y_train, EPOCHS))
        lab.save(plot_learning_curves(history_frame(histories[-1])), "training")


# %% [markdown] lang="en"
# ## 8. Evaluate it
#
# The only accuracy that counts is the one on images that the network was not trained on: the
# *validation* images. `model.predict` gives one row of probabilities per image; the answer is the
# index of the largest. How often does it equal the label?


# %%
def measure_accuracy(model, vectors, labels):
    """Return the fraction of images that the model gets right.

    Args:
        model: Keras model that gives probabilities.
        vectors: float32 array ``(n, num_inputs)``, values 0–1.
        labels: integer array ``(n,)``.

    Returns:
        float, 0–1.
    """
    raise NotImplementedError("Task 1.9: measure the accuracy")


# %% [markdown]
# ```
# >>> isinstance(measure_accuracy(model, vectors, np.array([3, 3])), float)
# True
# ```

# %% [markdown] lang="en"
# Below the accuracies are the most confident errors of the largest network.

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_mistakes
    from fundamentals.training import worst_mistakes

    if lab.written("1.2", "1.3", "1.7", "1.8", "1.9"):
        for hidden_units, model, history in zip(NETWORKS, models, histories, strict=True):
            print(
                f"hidden units {list(hidden_units)}: {model.count_params():,} parameters, training "
                f"accuracy {history.history['accuracy'][-1]:.1%}, validation accuracy "
                f"{measure_accuracy(model, x_valid, valid_labels):.1%}"
            )
        probabilities = models[-1].predict(x_valid, verbose=0)
        mistakes = worst_mistakes(valid_labels, probabilities, count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )


# %% [markdown] lang="en"
# ## 9. Look inside the single layer
#
# In the network without hidden layers, each neuron has one weight per pixel, so its weights form an
# image: orange pixels speak for the digit, blue ones against it. Which digits can you see?

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_kernels

    if lab.written("1.2", "1.3", "1.7", "1.8"):
        height, width, _ = dataset.image_shape
        weights = models[0].layers[-1].get_weights()[0].reshape(height, width, -1)
        lab.save(plot_kernels(weights), "weights")

# %% [markdown] lang="en"
# ## 10. Read one digit
#
# A single image comes straight from a file, as an array with three axes: values 0–255, neither scaled
# nor flattened. The model takes rows, even when there is only one. Return the digit, and how sure the
# model is. Then look at the image that it is least sure of. Would you have known?


# %%
def predict_digit(model, image):
    """Return the digit that the model reads in one image, and how sure it is.

    Args:
        model: trained Keras model from vectors to probabilities.
        image: uint8 array ``(height, width, channels)``, values 0–255.

    Returns:
        The digit, an integer, and its probability, 0–1.
    """
    raise NotImplementedError("Task 1.10: read one digit")


# %% [markdown]
# ```
# >>> digit, probability = predict_digit(model, np.zeros((28, 28, 1), dtype="uint8"))
# >>> digit in range(10), 0 <= probability <= 1
# (True, True)
# ```

# %%
if __name__ == "__main__":
    if lab.written("1.2", "1.3", "1.7", "1.8", "1.10"):
        probabilities = models[-1].predict(x_valid, verbose=0)
        hardest = np.argmin(probabilities.max(axis=1))
        image = dataset.validation.images[hardest]
        digit, probability = predict_digit(models[-1], image)
        print(
            f"the image that the model is least sure of: it reads a {digit}, probability "
            f"{probability:.1%}; the label is {valid_labels[hardest]}"
        )
        lab.save(plot_images(image[np.newaxis], valid_labels[[hardest]]), "digit")
        likeliest = np.argsort(probabilities[hardest])[::-1][:5]
        bars = [(dataset.class_names[place], probabilities[hardest, place]) for place in likeliest]
        lab.save(plot_class_probabilities(bars), "probabilities")
