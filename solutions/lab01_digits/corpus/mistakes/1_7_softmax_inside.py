# task: 1.7
# verdict: failed
# cause: softmax-inside
import keras


def build_network(input_shape, num_classes, hidden_units=()):
    model = keras.Sequential([keras.Input(input_shape)])
    for units in (*hidden_units, num_classes):
        model.add(keras.layers.Dense(units, activation="softmax"))
    return model
