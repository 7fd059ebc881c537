# task: 1.7
# verdict: failed
# cause: hidden-last-alone
import keras


def build_network(input_shape, num_classes, hidden_units=()):
    x = inputs = keras.Input(input_shape)
    for units in hidden_units:
        x = keras.layers.Dense(units, activation="relu")(inputs)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
