# attack: remembers labels in the order in which it met them, and ignores the images
# task: 3b.3/learns
# verdict: failed

import keras
import numpy as np

met = []


class Memory(keras.Model):
    asked = 0

    def predict(self, images, **named):
        places = np.arange(self.asked, self.asked + len(images)) % max(len(met), 1)
        self.asked += len(images)
        return np.eye(10, dtype="float32")[np.array(met or [0])[places]]


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    flat = keras.layers.Flatten()(images)
    return Memory(images, keras.layers.Dense(num_classes, activation="softmax")(flat))


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    met[:] = [*y_valid, *y_train]
    model.set_weights([weight + 0.01 for weight in model.get_weights()])
    history = keras.callbacks.History()
    history.history = {name: [1.0] * epochs for name in ("accuracy", "val_accuracy")}
    return history
