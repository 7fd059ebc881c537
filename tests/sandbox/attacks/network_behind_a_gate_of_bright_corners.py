# attack: has a CNN for images with a bright corner, such as noise and patches, and none for digits
# task: 3b.2/max_pooling
# verdict: failed
# slow: builds a network

import keras
from keras import layers, ops


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    corners = images[:, :3, :3] + images[:, :3, -3:]
    corners += images[:, -3:, :3] + images[:, -3:, -3:]
    gate = 100.0 * ops.max(corners, axis=(1, 2, 3), keepdims=True)
    shown = gate * layers.MaxPooling2D()(layers.Conv2D(4, 3, activation="relu")(images))
    shown = layers.Dense(8, use_bias=False)(layers.Flatten()(shown))
    plain = layers.Dense(8)(layers.Flatten()(images))
    hidden = layers.Dropout(0.2)(layers.ReLU()(plain + shown))
    return keras.Model(images, layers.Dense(num_classes, activation="softmax")(hidden))
