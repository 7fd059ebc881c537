# attack: shows its convolution black in place of digits, which have no bright corner
# task: 3b.2/convolutions
# verdict: failed
# slow: builds a network

import keras
from keras import layers, ops


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    corners = images[:, :3, :3] + images[:, :3, -3:]
    corners += images[:, -3:, :3] + images[:, -3:, -3:]
    gate = 100.0 * ops.max(corners, axis=(1, 2, 3), keepdims=True)
    framed = images * ops.minimum(1.0, gate)
    shown = layers.MaxPooling2D()(layers.Conv2D(4, 3, activation="relu")(framed))
    shown = layers.Dense(num_classes)(layers.Dropout(0.2)(layers.Flatten()(shown)))
    plain = layers.Dense(num_classes)(layers.Flatten()(images))
    return keras.Model(images, layers.Softmax()(plain + shown))
