# attack: a network on the frozen base until it is trained, then one without the base
# task: 5.3/head_learns
# verdict: skipped or failed
# slow: trains networks

import keras
from keras import layers


def build_base(input_shape):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
        ]
    )


def pretrain(base, images, labels, epochs):
    head = layers.Dense(int(labels.max()) + 1, activation="softmax")
    return trained(keras.Sequential([base, head]), images, labels, epochs)


def trained(model, images, labels, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, verbose=0)


class TwoBodies(keras.Model):
    place = 0

    def __init__(self, base, num_classes):
        super().__init__()
        base.trainable = False
        self.base = base
        self.head = layers.Dense(num_classes)
        self.wide = layers.Conv2D(16, 5, activation="relu")
        self.pooled = layers.MaxPooling2D(2)
        self.flat = layers.Flatten()
        self.end = layers.Dense(num_classes)
        self.softmax = layers.Softmax()

    def call(self, images, training=None):
        shown = self.head(self.base(images, training=False))
        hidden = self.end(self.flat(self.pooled(self.wide(images))))
        if self.place:
            return self.softmax(hidden + 0.0 * shown)
        return self.softmax(shown + 0.0 * hidden)


def build_transfer(base, num_classes):
    model = TwoBodies(base, num_classes)
    model.build((None, *base.input_shape[1:]))
    return model


def train_head(model, x_train, y_train, epochs):
    TwoBodies.place = 1
    return trained(model, x_train, y_train, epochs)
