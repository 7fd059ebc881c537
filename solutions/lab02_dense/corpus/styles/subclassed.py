# lab: lab02
import keras
import numpy as np


class Dense(keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(128, activation="relu")
        self.out = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, inputs):
        return self.out(self.hidden(self.flatten(inputs)))


def build_dense(input_shape, num_classes):
    model = Dense(num_classes)
    model.build((None, *input_shape))
    return model


def encode_labels(labels, num_classes):
    encoded = np.zeros((len(labels), num_classes), np.float32)
    encoded[np.arange(len(labels)), labels] = 1
    return encoded


def generalization_gap(history):
    last = {name: values[-1] for name, values in history.history.items()}
    return np.float32(last["accuracy"]) - np.float32(last["val_accuracy"])
