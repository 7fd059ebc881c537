# task: 7.4
# verdict: failed
# cause: convolution-linear


def build_model(input_shape, num_classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for filters in (16, 24, 32):
        model.add(keras.layers.Conv2D(filters, 3, strides=2, padding="same"))
    model.add(keras.layers.GlobalAveragePooling2D())
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
