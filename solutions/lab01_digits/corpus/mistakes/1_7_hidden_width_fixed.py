# task: 1.7
# verdict: failed
# cause: hidden-width-fixed
import keras


def build_network(input_shape, num_classes, hidden_units=()):
    model = keras.Sequential([keras.Input(input_shape)])
    for _ in hidden_units:
        model.add(keras.layers.Dense(64, activation="relu"))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
