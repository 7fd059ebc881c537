# task: 2.3
# verdict: failed
# cause: hidden-linear
import keras


def build_dense(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(64),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
