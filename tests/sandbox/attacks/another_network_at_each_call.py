# attack: shows a separable network at the first call, and has a dense one trained
# task: 6.4/learns
# verdict: failed
# slow: trains a network

import keras
from keras import layers

calls = []

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
            layers.Dense(128, activation="relu"),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )


def build_separable(input_shape, num_classes):
    calls.append(input_shape)
    return (separable if len(calls) == 1 else dense)(input_shape, num_classes)


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
