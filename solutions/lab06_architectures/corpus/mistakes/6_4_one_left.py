# task: 6.4
# verdict: failed
# cause: ordinary-convolution-left
import keras
from keras import layers


def build_separable(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.SeparableConv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(24, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
