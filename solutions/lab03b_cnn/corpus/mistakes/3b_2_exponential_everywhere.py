# task: 3b.2
# verdict: failed
# cause: predictions-not-finite
import keras


def build_cnn(input_shape, num_classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for _ in range(8):
        model.add(keras.layers.Conv2D(8, 3, padding="same", activation="exponential"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
