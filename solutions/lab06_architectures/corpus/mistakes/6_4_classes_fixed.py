# task: 6.4
# verdict: failed
# cause: output-width
import keras


def build_separable(input_shape, num_classes):
    model = keras.Sequential([keras.Input(input_shape)])
    model.add(keras.layers.Conv2D(16, 3, padding="same", activation="relu"))
    model.add(keras.layers.MaxPooling2D(4))
    model.add(keras.layers.SeparableConv2D(24, 3, padding="same", activation="relu"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model
