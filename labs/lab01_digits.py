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
from fundamentals.plotting import plot_class_probabilities, plot_images, plot_kernels
from fundamentals.training import fit

# Hidden layers of the networks to compare: none, a small one, two large ones.
NETWORKS = ((), (64,), (512, 256))
EPOCHS = 15

# %% [markdown] lang="en"
# ## 1. Images are arrays
#
# The images of a dataset lie in one array with four axes: image, row, column, and channel (gray
# images have one channel, color images three). A pixel is a whole number from 0 (black) to 255
# (white). The array's `shape` says how long each axis is.


# %%
def measure_images(images):
    """Return how many images there are, and how high and wide each is.

    Args:
        images: array ``(n, height, width, channels)``.

    Returns:
        Three integers: ``(n, height, width)``.
    """
    raise NotImplementedError("Task 1.1: how many images, how high, how wide")


# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)
    shape, dtype = dataset.train.images.shape, dataset.train.images.dtype
    print(f"shape: {shape} dtype: {dtype}")
    size = measure_images(dataset.train.images)
    print(f"images, height, width: {size}")
    print(dataset.train.images[0, 4:12, 8:20, 0])
    picture = plot_images(
        dataset.train.images[::100], dataset.train.labels[::100], class_names=dataset.class_names
    )
    lab.save(picture, "images")

# %% [markdown] lang="en"
# ## 2. From images to rows of numbers
#
# The networks in this lab know nothing about rows and columns: each image becomes one long row of
# numbers, called a *vector*. Large inputs make training unstable, so you scale the pixels to 0–1.


# %%
def to_vectors(images):
    """Flatten each image into one row, scaled from 0–255 to 0–1.

    Args:
        images: uint8 array ``(n, height, width, channels)`` of any size.

    Returns:
        float32 array ``(n, height * width * channels)``, values 0–1.
    """
    raise NotImplementedError("Task 1.2: from images to rows of numbers")


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
        float array ``(num_classes,)``.
    """
    raise NotImplementedError("Task 1.3: one label as a one-hot row")


# %%
if __name__ == "__main__":
    x_train = to_vectors(dataset.train.images)
    y_train = np.stack([one_hot(label, dataset.num_classes) for label in dataset.train.labels])
    x_valid, valid_labels = to_vectors(dataset.validation.images), dataset.validation.labels
    print(f"vectors: {x_train.shape} {x_train.dtype} from {x_train.min()} to {x_train.max()}")
    print(f"one-hot: {y_train.shape} first label: {dataset.train.labels[0]} = {y_train[0]}")

# %% [markdown] lang="en"
# ## 4. Name the shapes before you build
#
# A `Dense` layer with `units` neurons looks at the whole row and outputs `units` numbers per image.
# So the second axis changes from layer to layer, while the first axis, the images, never changes.
#
# Each neuron has one weight for every input number, and one bias. There is nothing else to count.


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


# %%
if __name__ == "__main__":
    for hidden_units in NETWORKS:
        units = [*hidden_units, dataset.num_classes]
        print(f"units: {units}")
        shapes = name_shapes((32, *dataset.image_shape), units)
        print(f"  shapes of 32 images: {shapes}")
        counts = count_parameters(x_train.shape[1], units)
        print(f"  parameters: {counts}")

# %% [markdown] lang="en"
# ## 5. What softmax says
#
# The last layer gives each class a *score*: any number, and a higher one means more likely. *Softmax*
# turns the scores of an image into probabilities: raise e to each score, then divide by the sum, so
# that all are positive and add up to 1. A computer cannot hold e to the power of 1,000, so first
# subtract the largest score from all of them. The result stays the same.


# %%
def softmax(scores):
    """Turn the scores of one image into probabilities.

    Args:
        scores: float array ``(num_classes,)``, values up to 1,000.

    Returns:
        float array ``(num_classes,)``, 0–1, which adds up to 1.
    """
    raise NotImplementedError("Task 1.6: softmax: from scores to probabilities")


# %%
if __name__ == "__main__":
    print(f"scores 2, 1, 0 become probabilities {softmax(np.array([2.0, 1.0, 0.0])).round(3)}")

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

    The grader trains a network from ``build_network`` on its own digits, for at most 120 epochs.
    75 % of unseen digits right earn all points; 50 % earn none.

    Args:
        model: uncompiled Keras model.
        x_train: float32 vectors ``(n, num_inputs)``, values 0–1.
        y_train: one-hot rows ``(n, num_classes)``.
        epochs: number of passes over the vectors.

    Returns:
        The Keras ``History`` that ``fit`` returns.
    """
    raise NotImplementedError("Task 1.8: compile and train")


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


# %%
if __name__ == "__main__":
    models = []
    for hidden_units in NETWORKS:
        keras.utils.set_random_seed(lab.seed)
        model = build_network(x_train.shape[1:], dataset.num_classes, hidden_units)
        history = train_model(model, x_train, y_train, EPOCHS)
        models.append(model)
        print(
            f"hidden units {list(hidden_units)}: {model.count_params():,} parameters, training "
            f"accuracy {history.history['accuracy'][-1]:.1%}, validation accuracy "
            f"{measure_accuracy(model, x_valid, valid_labels):.1%}"
        )

# %% [markdown] lang="en"
# ## 9. Look inside the single layer
#
# In the network without hidden layers, each neuron has one weight per pixel, so its weights form an
# image: orange pixels speak for the digit, blue ones against it. Which digits can you see?

# %%
if __name__ == "__main__":
    height, width, _ = dataset.image_shape
    weights = models[0].layers[-1].get_weights()[0].reshape(height, width, dataset.num_classes)
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


# %%
if __name__ == "__main__":
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
