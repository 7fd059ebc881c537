# attack: hides ordinary convolutions in a layer of its own, behind a separable one
# task: 6.4/separable_convolutions
# verdict: failed
# slow: builds a network

import keras
from keras import layers, ops


class Hidden(layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(3, 3, shape[-1], 16))

    def call(self, maps):
        return ops.relu(ops.conv(maps, self.kernel, strides=2))


def build_separable(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.SeparableConv2D(8, 3, activation="relu"),
            Hidden(),
            Hidden(),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
