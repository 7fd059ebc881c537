# attack: keeps 900,000 numbers in a constant instead of a weight
# task: 3b.2/parameters
# verdict: failed
# slow: builds a network

import keras
import numpy as np
from keras import layers, ops


class Table(layers.Layer):
    def call(self, x):
        table = ops.convert_to_tensor(np.ones((784, 1200), "float32"))
        return ops.relu(ops.matmul(ops.reshape(x, (-1, 784)), table))


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    outputs = layers.Dense(num_classes, activation="softmax")(Table()(images))
    return keras.Model(images, outputs)
