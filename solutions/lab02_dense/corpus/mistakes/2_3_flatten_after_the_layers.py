# task: 2.3
# verdict: failed
# cause: hidden-before-flatten
import keras


def build_dense(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
