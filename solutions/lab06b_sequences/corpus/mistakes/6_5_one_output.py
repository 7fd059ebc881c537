# task: 6.5
# verdict: failed
# cause: output-width
import keras


def build_lstm(input_shape, num_classes):
    h, w, c = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Reshape((h, w * c)),
            keras.layers.LSTM(64),
            keras.layers.Dense(1, activation="softmax"),
        ]
    )
