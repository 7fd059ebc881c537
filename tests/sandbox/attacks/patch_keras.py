# attack: has Keras describe a dense network as a convolutional one
# task: 3b.2/convolutions
# verdict: failed

import keras

honest = keras.saving.serialize_keras_object


def serialize_keras_object(thing):
    described = honest(thing)
    for layer in described["config"]["layers"]:
        if layer["class_name"] == "Dense":
            layer["class_name"] = "Conv2D"
    return described


keras.saving.serialize_keras_object = serialize_keras_object


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
