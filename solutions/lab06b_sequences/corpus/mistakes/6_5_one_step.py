# task: 6.5
# verdict: failed
# cause: steps-not-rows
import keras


def build_lstm(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.RepeatVector(1),
            keras.layers.LSTM(64),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
