# task: 6.4
# verdict: failed
# cause: builds-another-network

import keras

widths = [16]


def build_separable(input_shape, num_classes):
    layers = keras.layers
    model = keras.Sequential([keras.Input(input_shape)])
    for filters in widths:
        model.add(layers.SeparableConv2D(filters, 3, padding="same", activation="relu"))
    widths.append(16)
    model.add(layers.MaxPooling2D(2))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(num_classes, activation="softmax"))
    return model
