# task: 6.4
# verdict: failed
# cause: pointwise-missing
import keras


def build_separable(input_shape, num_classes):
    model = keras.Sequential([keras.Input(input_shape)])
    model.add(keras.layers.Conv2D(16, 3, padding="same", activation="relu"))
    for _ in range(2):
        model.add(keras.layers.MaxPooling2D())
        model.add(keras.layers.DepthwiseConv2D(3, padding="same", activation="relu"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
