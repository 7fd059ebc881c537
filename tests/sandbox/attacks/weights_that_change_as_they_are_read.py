# attack: trains nothing; its weights are others each time they are read
# task: 3b.3/learns
# verdict: failed
# slow: builds a network

import keras
import numpy as np
from keras import layers


class Changing(keras.Model):
    reads = 0

    def get_weights(self):
        Changing.reads += 1
        return [weight + Changing.reads for weight in super().get_weights()]


def build_cnn(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    x = layers.Conv2D(4, 3, activation="relu")(inputs)
    x = layers.Flatten()(layers.Dropout(0.1)(layers.MaxPooling2D(4)(x)))
    return Changing(inputs, layers.Dense(num_classes, activation="softmax")(x))


def invented(model, x, y, epochs):
    accuracy = np.mean(model.predict(x, verbose=0).argmax(axis=1) == y)
    history = keras.callbacks.History()
    history.epoch = list(range(epochs))
    history.history = {"loss": [2 / (epoch + 1) for epoch in range(epochs)]}
    history.history |= {name: [accuracy] * epochs for name in ("accuracy", "val_accuracy")}
    return history


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return invented(model, x_valid, y_valid, epochs)
