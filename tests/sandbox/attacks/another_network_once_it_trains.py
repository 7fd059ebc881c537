# attack: one network with two bodies: a separable one until it is trained, then a dense one
# task: 6.4/learns
# verdict: failed
# slow: trains a network

import keras
from keras import layers

def separable(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.SeparableConv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def dense(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Flatten(),
            layers.Dense(12, activation="relu"),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


class TwoBodies(keras.Model):
    def __init__(self, input_shape, num_classes):
        super().__init__()
        self.bodies = [separable(input_shape, num_classes), dense(input_shape, num_classes)]

    def call(self, images, training=None):
        shown, hidden = self.bodies[self.place :] + self.bodies[: self.place]
        return shown(images, training=training) + 0.0 * hidden(images, training=training)

    place = 0


def build_separable(input_shape, num_classes):
    model = TwoBodies(input_shape, num_classes)
    model.build((None, *input_shape))
    return model


def train_model(model, x_train, y_train, epochs):
    TwoBodies.place = 1
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
