# task: 6.5
# verdict: raised an error
# cause: shape-fixed
import keras


def build_lstm(input_shape, num_classes):
    return keras.Sequential([keras.Input(input_shape), keras.layers.Reshape((28, 28)), keras.layers.LSTM(64), keras.layers.Dense(num_classes, activation="softmax")])
