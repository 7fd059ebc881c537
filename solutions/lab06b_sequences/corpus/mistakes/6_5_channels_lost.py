# task: 6.5
# verdict: failed
# cause: steps-without-channels
import keras


def build_lstm(input_shape, num_classes):
    h, w, c = input_shape
    inputs = keras.Input(input_shape)
    x = inputs[:, :, :, 0]
    x = keras.layers.LSTM(64)(x)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
