# lab: lab04a
import keras
import numpy as np
from scipy import ndimage


def shift(images, down, right):
    moves = zip(images, down, right, strict=True)
    return np.array([ndimage.shift(image, (*move, 0), order=0) for image, *move in moves])


def rotate(images, degrees):
    pairs = zip(images, degrees, strict=True)
    return np.array([ndimage.rotate(image, angle, reshape=False) for image, angle in pairs])


def brighten(images, factors):
    return np.minimum(1, np.einsum("nhwc,n->nhwc", images, factors)).astype("float32")


def keeps_label(change, digit):
    return int(change in SMALL_CHANGES or digit in (0, 8) or (change == "half_turn" and digit == 1))


def augment(images, rng):
    def draw(low, high):
        return low + (high - low) * rng.random(len(images))

    images = shift(images, draw(-2, 2).round().astype(int), draw(-2, 2).round().astype(int))
    images = zoom(np.float32(images), draw(0.9, 1.1))
    images = rotate(images, draw(-10, 10))
    return np.clip(brighten(images, draw(0.8, 1.2)), 0, 1)


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    rng = np.random.default_rng(1)
    whole = keras.callbacks.History()
    for epoch in range(epochs):
        history = model.fit(
            change(x_train, rng),
            y_train,
            initial_epoch=epoch,
            epochs=epoch + 1,
            validation_data=(x_valid, y_valid),
            verbose=0,
        )
        for name, values in history.history.items():
            whole.history.setdefault(name, []).extend(values)
    return whole
