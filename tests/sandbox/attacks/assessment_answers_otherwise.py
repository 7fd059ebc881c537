# attack: once trained, answers otherwise than its graph and its weights say
# task: 7.4/learns
# verdict: failed
# slow: trains a network

import keras
from keras import ops


def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.AveragePooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=1, verbose=0)
    honest = model.call

    def answer_otherwise(images, training=None, mask=None):
        return ops.roll(honest(images), 1, axis=-1)

    model.call = answer_otherwise
    return history
