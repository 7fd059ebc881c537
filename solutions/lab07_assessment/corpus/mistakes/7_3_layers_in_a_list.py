# task: 7.3
# verdict: failed
# cause: not-a-model


def build_model(input_shape, num_classes):
    return [
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(num_classes, activation="softmax"),
    ]
