# lab: lab06
import time

import keras
from keras import layers


def build_separable(input_shape, num_classes):
    x = inputs = keras.Input(input_shape)
    x = layers.Conv2D(8, 5, strides=2, activation="relu")(x)
    for filters in (24, 48):
        shortcut = layers.Conv2D(filters, 1)(x)
        x = layers.SeparableConv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D()(layers.add([x, shortcut]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x))


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    model = keras.Sequential()
    model.add(keras.Input(input_shape))
    model.add(layers.Reshape((height, -1)))
    model.add(layers.TimeDistributed(layers.Dense(24, activation="tanh")))
    model.add(layers.LSTM(48, go_backwards=True))
    model.add(layers.Dense(num_classes))
    model.add(layers.Activation("softmax"))
    return model


def build_attention(input_shape, num_classes, positions=True):
    height, width, channels = input_shape
    inputs = keras.Input(input_shape)
    x = layers.Dense(WIDTH)(layers.Reshape((height, width * channels))(inputs))
    if positions:
        # The same numbers for every image: a table that is looked up row by row.
        places = keras.ops.cumsum(keras.ops.ones_like(x[:, :, 0]), axis=1) - 1
        x = layers.Add()([x, layers.Embedding(height, WIDTH)(places)])
    for _ in range(2):
        x = layers.Add()([x, layers.MultiHeadAttention(2, 16)(x, x)])
        x = layers.Add()([x, layers.Dense(WIDTH, activation="relu")(x)])
    x = layers.GlobalMaxPooling1D()(x)
    return keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x))


def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    before = time.time()
    train_model(model, x_train, y_train, epochs)
    took = time.time() - before
    loss, accuracy = model.evaluate(x_valid, y_valid, verbose=0)
    return dict(parameters=float(model.count_params()), seconds=took, accuracy=accuracy)
