# task: 6.4
# verdict: failed
# cause: too-many-parameters
import keras
from keras import layers


def build_separable(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.SeparableConv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.SeparableConv2D(32, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
