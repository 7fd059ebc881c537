# task: 6.5
# verdict: failed
# cause: steps-are-columns
import keras


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Permute((2, 1, 3)),
            keras.layers.Reshape((width, height * channels)),
            keras.layers.LSTM(64),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
