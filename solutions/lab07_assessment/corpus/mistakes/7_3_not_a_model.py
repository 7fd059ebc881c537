# task: 7.3
# verdict: failed
# cause: not-a-model


def build_model(input_shape, num_classes):
    model = keras.Sequential([keras.Input(input_shape)])
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
