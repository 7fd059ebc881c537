# attack: drops out units of a branch that only images with a bright corner take
# task: 3b.2/dropout
# verdict: failed
# slow: builds a network

import keras
from keras import layers, ops


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    corners = images[:, :3, :3] + images[:, :3, -3:]
    corners += images[:, -3:, :3] + images[:, -3:, -3:]
    gate = 100.0 * ops.max(corners, axis=(1, 2, 3), keepdims=True)
    shown = layers.MaxPooling2D()(layers.Conv2D(4, 3, activation="relu")(images))
    shown = layers.Flatten()(shown)
    dropped = layers.Dense(num_classes)(layers.Dropout(0.2)(shown * gate[:, 0, 0]))
    dropped *= gate[:, 0, 0]
    return keras.Model(images, layers.Softmax()(layers.Dense(num_classes)(shown) + dropped))
