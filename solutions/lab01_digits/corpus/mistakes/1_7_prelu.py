# task: 1.7
# verdict: failed
# cause: parameters-differ
import keras


def build_network(input_shape, num_classes, hidden_units=()):
    model = keras.Sequential([keras.Input(input_shape)])
    for units in hidden_units:
        model.add(keras.layers.Dense(units))
        model.add(keras.layers.PReLU())
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
