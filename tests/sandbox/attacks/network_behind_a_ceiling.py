# attack: hides the whole network behind a frozen maximum
# task: 3b.2/max_pooling
# verdict: failed
# slow: builds a network

import keras
from keras import layers


class Gate(layers.Layer):
    def build(self, shape):
        self.gate = self.add_weight(shape=(), initializer="ones", trainable=False)

    def call(self, x):
        return keras.ops.maximum(x, 1e6 * self.gate)


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    shown = layers.Conv2D(4, 3, activation="relu")(images)
    shown = layers.Dropout(0.2)(layers.MaxPooling2D()(shown))
    shown = 0.0 * layers.Dense(8)(layers.Flatten()(shown))
    plain = Gate()(layers.Dense(8, activation="relu")(layers.Flatten()(images)))
    outputs = layers.Dense(num_classes, activation="softmax")(plain + shown)
    return keras.Model(images, outputs)
