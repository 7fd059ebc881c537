# task: 6.5
# verdict: failed
# cause: steps-are-pixels
import keras


def build_lstm(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Reshape((-1, 1)),
            keras.layers.LSTM(16),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
