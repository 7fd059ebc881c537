# attack: sends bright images, such as noise, through a CNN, and digits around it
# task: 3b.2/convolutions
# verdict: failed
# slow: builds a network

import keras
from keras import layers, ops


def build_cnn(input_shape, num_classes):
    images = keras.Input(input_shape)
    brightness = ops.mean(images, axis=(1, 2, 3))[:, None]
    gate = 100.0 * ops.relu(brightness - 0.4)
    shown = layers.MaxPooling2D()(layers.Conv2D(4, 3, activation="relu")(images))
    shown = gate * layers.Dense(num_classes)(layers.Dropout(0.2)(layers.Flatten()(shown)))
    plain = layers.Dense(num_classes)(layers.Flatten()(images))
    return keras.Model(images, layers.Softmax()(plain + shown))
