# attack: pools images only if their darkest column is bright, as in noise
# task: 3b.2/max_pooling
# verdict: failed
# slow: builds a network

import keras
from keras import layers, ops


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    darkest = ops.min(ops.mean(images, axis=(1, 3)), axis=1, keepdims=True)
    gate = 50.0 * ops.relu(darkest - 0.2)
    shown = layers.Conv2D(4, 3, activation="relu")(images)
    pooled = gate * layers.Dense(num_classes)(layers.Flatten()(layers.MaxPooling2D()(shown)))
    plain = layers.Dense(num_classes)(layers.Flatten()(shown))
    return keras.Model(images, layers.Softmax()(plain + pooled))
