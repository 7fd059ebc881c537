# task: 1.7
# verdict: failed
# cause: hidden-units-ignored
import keras


def build_network(input_shape, num_classes, hidden_units=()):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
