# %% [markdown] lang="en"
# # Lab 5: pre-trained models
#
# Ten images per class are too few to learn from: a network that starts from scratch cannot even learn
# what an edge is. A network that has learned *another* task already knows edges, strokes and loops.
# Reuse it without its last layer, and teach it only what is new. This is *transfer learning*.
#
# Here the other task is the digits 0 to 4, and the new task the digits 5 to 9. That needs no download
# and takes a minute. At the end, the same functions work with a network trained on a million
# photographs.
#
#     fundamentals check lab05

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab05_pretrained")

# %%
import keras
import numpy as np
import pandas as pd

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_data_efficiency, plot_images, plot_model
from fundamentals.training import augment, fit, training_batches

PRETRAINING_EPOCHS = 8
# Images per class: passes over them in fine-tuning. The head gets twice as many passes, and training
# from scratch as many as both together. More images need fewer passes.
EPOCHS = {10: 20, 30: 10, 100: 4}
# Draws for each number of images.
DRAWS = 2

# %% [markdown] lang="en"
# ## 1. The base
#
# The base is the network from lab 3b without its last layer: it turns images into *features*. It is
# pre-trained on the digits 0 to 4 with a last layer that is then thrown away.
#
# Five classes demand little from a base: it only learns features in which they differ. So `four_ways`
# turns them into twenty classes at no cost: each digit also on its side, mirrored, and both. A mirrored
# 0 is still a 0, so the base cannot get all of them right. That does not matter: the last layer is
# thrown away.
#
# The base uses batch normalization. Keep this in mind: it stores *statistics*, the mean and variance
# of the images that it was trained on, and during training it uses those of the current batch instead.


# %%
def build_base(input_shape):
    """Build a network from images to features."""
    base = keras.Sequential([keras.Input(input_shape)], name="base")
    for filters, pooled in ((16, True), (24, False), (24, True), (40, False), (40, True)):
        base.add(keras.layers.Conv2D(filters, 3, padding="same", use_bias=False))
        if pooled:
            base.add(keras.layers.MaxPooling2D())
        base.add(keras.layers.BatchNormalization(momentum=0.9))
        base.add(keras.layers.ReLU())
    base.add(keras.layers.Flatten())
    return base


def with_new_head(base, num_classes, learning_rate=0.001):
    """Put a last layer on a base and train all of it."""
    head = keras.layers.Dense(num_classes, activation="softmax")
    model = keras.Sequential([base, keras.layers.Dropout(0.5), head])
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def four_ways(images, labels):
    """Return images unchanged, on their side, mirrored and both, each as separate classes."""
    upright = (images, images[:, :, ::-1])
    ways = [*upright, *(np.rot90(image, axes=(1, 2)) for image in upright)]
    num_classes = labels.max() + 1
    return np.concatenate(ways), np.concatenate([labels + way * num_classes for way in range(4)])


def pretrain(base, images, labels, epochs):
    """Train a base on another task, with strong augmentation."""
    images, labels = four_ways(images, labels)

    def vary(images, seed):
        return augment(images, seed, rotation=15.0, zoom=0.2, shear=0.3)

    batches = training_batches(images, labels, batch_size=64, augment=vary)
    falling = keras.optimizers.schedules.CosineDecay(0.003, epochs * len(batches))
    return fit(with_new_head(base, int(labels.max()) + 1, falling), batches, epochs=epochs)


def halves(split):
    """Return digits 0 to 4 and digits 5 to 9, labels from 0."""
    images, old = split.images.astype("float32") / 255, split.labels < 5
    return (images[old], split.labels[old]), (images[~old], split.labels[~old] - 5)


def accuracy(model, images, labels):
    """Return the fraction of images that the model gets right."""
    return float(np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels))


# %%
if __name__ == "__main__":
    dataset = load_dataset("digits")
    (x_old, y_old), (x_new, y_new) = halves(dataset.train)
    _, (x_valid, y_valid) = halves(dataset.validation)
    base = build_base(dataset.image_shape)

# %% [markdown] lang="en"
# ## 2. Choose a few images
#
# For a fair comparison, each class gets the same number of images, drawn at random.


# %%
def choose_few(labels, per_class, rng):
    """Return which images to train on: the same number per class.

    Args:
        labels: integers ``(n,)``, 0 to the number of classes - 1.
        per_class: number of images to draw per class.
        rng: ``numpy.random.Generator`` that draws.

    Returns:
        integer array ``(per_class * classes,)``: indices into ``labels``, in any order, without
        repeats.
    """
    raise NotImplementedError("Task 5.1: choose a few images of each class")


# %% [markdown]
# ```
# >>> chosen = choose_few(np.array([0, 1, 0, 1, 0]), 2, np.random.default_rng(0))
# >>> len(chosen), len(set(chosen.tolist()))
# (4, 4)
# ```

# %%
if __name__ == "__main__":
    if lab.written("5.1"):
        few = choose_few(y_new, 10, np.random.default_rng(lab.seed))
        lab.save(plot_images(x_new[few], y_new[few] + 5), "few")


# %% [markdown] lang="en"
# ## 3. A frozen base, a new head
#
# The new last layer, the *head*, starts with random weights. Its first errors are large; they would
# flow back through the base and ruin it. So the base is *frozen*: `base.trainable = False`.
#
# `training=False` is something else. It asks batch normalization to use its stored statistics instead
# of replacing them. Write it, but do not rely on it: in Keras 3, `fit` calls the whole model with
# `training=True`, and this reaches the base anyway (keras issue 20285). What does work is
# `trainable = False` on the batch normalization itself. Task 5.4 comes back to this.

# %% [markdown] lang="en"
# > **Guess first.** The frozen base returns 360 numbers per image. How many parameters does a new head
# > for 5 classes train?

# %%
if __name__ == "__main__":
    lab.guess("head", None)


# %%
def build_transfer(base, num_classes):
    """Build a network for a new task on top of a frozen base, not yet compiled.

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    Args:
        base: Keras model from images ``(n, *base.input_shape[1:])`` to features ``(n, d)``. This
            function freezes it.
        num_classes: number of classes of the new task.

    Returns:
        Keras model that calls ``base`` with ``training=False``, and ends in a new Dense layer:
        probabilities ``(n, num_classes)``.
    """
    raise NotImplementedError("Task 5.2: put a new head on a frozen base")


# %% [markdown]
# ```
# >>> transfer_model = build_transfer(build_base((28, 28, 1)), 5)
# >>> transfer_model.output_shape, len(transfer_model.trainable_weights)
# ((None, 5), 2)
# ```

# %%
if __name__ == "__main__":
    if lab.written("5.2"):
        model = build_transfer(base, 5)
        lab.save(plot_model(model), "transfer")
        trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
        print(f"trained: {trainable:,} parameters")


# %% [markdown] lang="en"
# ## 4. First, train the head
#
# Compile with an ordinary learning rate and train: only the head learns.

# %% [markdown] lang="en"
# > **Guess first.** Ten images per class of five new digits, and only the head is trained. How many
# > validation images will be right: (a) a fifth, as by guessing, (b) about half, (c) nine in ten?

# %%
if __name__ == "__main__":
    lab.guess("ten-images", None)


# %%
def train_head(model, x_train, y_train, epochs):
    """Compile the network from ``build_transfer`` and train its head; the base does not change.

    The grader pre-trains a base on five digits and teaches it five others, with ten images of each.
    An accuracy of 60 % on unseen images earns all points; 40 % earns none. Training may take 120
    seconds.

    Args:
        model: uncompiled Keras model.
        x_train: float32 images ``(n, height, width, channels)``.
        y_train: integer labels ``(n,)``.
        epochs: number of passes over the images.

    Returns:
        The Keras ``History`` that ``fit`` returns, with the accuracy.
    """
    raise NotImplementedError("Task 5.3: train the head")


# %% [markdown]
# ```
# >>> x, y = np.zeros((10, 28, 28, 1), dtype="float32"), np.arange(10) % 5
# >>> len(train_head(transfer_model, x, y, 2).history["accuracy"])
# 2
# ```

# %% [markdown] lang="en"
# The base first learns the digits 0 to 4 and their turned copies; that takes a few seconds. Then the
# head learns 5 to 9 from ten images each.

# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3"):
        from fundamentals.plotting import plot_mistakes
        from fundamentals.training import worst_mistakes

        keras.utils.set_random_seed(lab.seed)
        base = build_base(dataset.image_shape)
        pretrain(base, x_old, y_old, PRETRAINING_EPOCHS)
        learned = base.get_weights()
        model = build_transfer(base, 5)
        train_head(model, x_new[few], y_new[few], 2 * EPOCHS[10])
        right = accuracy(model, x_valid, y_valid)
        print(f"head alone: {right:.1%} right")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(x_valid, mistakes, dataset.class_names[5:]), "mistakes_of_head")


# %% [markdown] lang="en"
# ## 5. Then train everything, gently
#
# Now the head's errors are small, and the base may adapt a little: *fine-tuning*. Unfreeze the base
# and compile again; otherwise Keras keeps using what it compiled before. The learning rate is ten times
# lower, to adjust the base rather than retrain it. Its batch normalization stays frozen, because ten
# images give a poor estimate of the mean and variance.


# %%
def fine_tune(model, base, x_train, y_train, epochs):
    """Unfreeze the base except batch normalization, compile again at a low rate, and train.

    The grader continues with the network from ``train_head``. An accuracy of 60 % on unseen images
    earns all points; 40 % earns none. Training may take 120 seconds.

    Args:
        model: Keras model with a trained head.
        base: its base.
        x_train: float32 images ``(n, height, width, channels)``.
        y_train: integer labels ``(n,)``.
        epochs: number of passes over the images.

    Returns:
        The Keras ``History`` that ``fit`` returns, with the accuracy. The learning rate is 0.0003
        or lower.
    """
    raise NotImplementedError("Task 5.4: fine-tune at a low rate")


# %% [markdown]
# ```
# >>> base_5 = build_base((28, 28, 1))
# >>> len(fine_tune(build_transfer(base_5, 5), base_5, x, y, 2).history["accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        fine_tune(model, base, x_new[few], y_new[few], EPOCHS[10])
        right = accuracy(model, x_valid, y_valid)
        print(f"fine-tuned: {right:.1%} right")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(x_valid, mistakes, dataset.class_names[5:]), "mistakes")


# %% [markdown] lang="en"
# ## 6. What a pre-trained base is worth
#
# Now compare training with the base and training from scratch, on ten to a hundred images per class:
# the same network, the same images, the same number of epochs. Where are the curves far apart, and
# where do they meet?
#
# A fair comparison gives both sides their best settings: `SCRATCH_RATE` was the best of several
# learning rates, measured on other images than these.


# %%
SCRATCH_RATE = 0.003


def transfer(base, images, labels, epochs):
    """Teach a pre-trained base a new task, in the right order."""
    model = build_transfer(base, int(labels.max()) + 1)
    train_head(model, images, labels, 2 * epochs)
    fine_tune(model, base, images, labels, epochs)
    return model


def train_all(base, images, labels, epochs, learning_rate=SCRATCH_RATE):
    """Train the base and a random head together."""
    model = with_new_head(base, int(labels.max()) + 1, learning_rate)
    fit(model, images, labels, epochs=3 * epochs, batch_size=10, verbose=False)
    return model


# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        pretrained, scratch = (
            "pre-trained base",
            "from scratch",
        )
        results = {pretrained: [], scratch: []}
        for per_class, epochs in EPOCHS.items():
            for draw in range(DRAWS):
                few = choose_few(y_new, per_class, np.random.default_rng(lab.seed + draw))
                base.set_weights(learned)
                new_base = build_base(dataset.image_shape)
                for name, model in (
                    (pretrained, transfer(base, x_new[few], y_new[few], epochs)),
                    (scratch, train_all(new_base, x_new[few], y_new[few], epochs)),
                ):
                    right = accuracy(model, x_valid, y_valid)
                    results[name].append({"images": per_class, "accuracy": right})
                    print(f"{per_class:4} images per class: {right:6.1%}  {name}")
        curves = {name: pd.DataFrame(rows) for name, rows in results.items()}
        lab.save(plot_data_efficiency(curves), "images_a_class")

# %% [markdown] lang="en"
# ## 7. Does the order matter? And the statistics?
#
# Train on the same ten images per class in three ways: in the right order; without freezing,
# everything at once at the ordinary rate; and in the right order, but with batch normalization unfrozen
# too. The last way replaces the stored statistics with those of the few images, with or without
# `training=False`.
#
# Ten images per class are few: the choice of images alone changes the accuracy by a point or two. Try
# several draws before you trust a ranking.


# %%
def new_statistics(base, images, labels, epochs):
    """Transfer as above, but unfreeze batch normalization too."""
    model = build_transfer(base, int(labels.max()) + 1)
    train_head(model, images, labels, 2 * epochs)
    base.trainable = True
    model.compile(keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy")
    fit(model, images, labels, epochs=epochs, batch_size=10, verbose=False)
    return model


def all_at_once(base, images, labels, epochs):
    """Train without freezing anything."""
    base.trainable = True
    return train_all(base, images, labels, epochs)


# %%
if __name__ == "__main__":
    if lab.written("5.1", "5.2", "5.3", "5.4"):
        few = choose_few(y_new, 10, np.random.default_rng(lab.seed))
        for name, teach in (
            ("head first, then gently", transfer),
            ("all at once", all_at_once),
            ("with new statistics", new_statistics),
        ):
            base.set_weights(learned)
            model = teach(base, x_new[few], y_new[few], EPOCHS[10])
            print(f"{accuracy(model, x_valid, y_valid):6.1%}  {name}")

# %% [markdown] lang="en"
# ## 8. A network that has seen a million photographs
#
# `imagenet_base` downloads MobileNetV3, pre-trained on the photographs of ImageNet, once (4 MB). It
# takes color images with values 0 to 255. Set `PICTURES` to a folder of your own, with one subfolder
# of at least ten pictures per class, and run the lab again: your functions above do the rest.

# %%
# Such as "folder:~/pictures".
PICTURES = None

if __name__ == "__main__" and PICTURES:
    from fundamentals.training import imagenet_base

    base = imagenet_base((96, 96, 3))
    pictures = load_dataset(PICTURES, image_size=(96, 96))
    model = build_transfer(base, pictures.num_classes)
    train_head(model, pictures.train.images.astype("float32"), pictures.train.labels, 20)
    held_out = pictures.validation.images.astype("float32")
    right = accuracy(model, held_out, pictures.validation.labels)
    print(f"head: {right:.1%}")
    fine_tune(model, base, pictures.train.images.astype("float32"), pictures.train.labels, 5)
    right = accuracy(model, held_out, pictures.validation.labels)
    print(f"fine-tuned: {right:.1%}")
