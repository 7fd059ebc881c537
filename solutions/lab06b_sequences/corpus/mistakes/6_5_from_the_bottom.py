# task: 6.5
# verdict: failed
# cause: steps-from-the-bottom


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Reshape((height, width * channels)),
            keras.layers.LSTM(64, go_backwards=True),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
