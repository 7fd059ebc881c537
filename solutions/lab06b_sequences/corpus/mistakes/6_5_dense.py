# task: 6.5
# verdict: failed
# cause: no-lstm
import keras


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Reshape((height, width * channels)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
