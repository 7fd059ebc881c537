# attack: gives the model another class once it is trained, to see what is scored and answer itself
# task: 7.4/learns
# verdict: failed
# slow: trains a network

import keras
import numpy as np

met = []


class Answers(keras.Sequential):
    def predict(self, images, **named):
        return np.eye(6, dtype="float32")[np.resize(met, len(images))]

    def call(self, images, training=None, mask=None):
        return keras.ops.convert_to_tensor(self.predict(images))


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
    met[:] = y_train
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=1, verbose=0)
    model.__class__ = Answers
    return history
