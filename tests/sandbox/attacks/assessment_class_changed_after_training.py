# attack: gives the model another class once it is trained, to be handed the images that are scored
# task: 7.4/learns
# verdict: failed
# slow: trains a network

import keras


class Curious(keras.Sequential):
    def predict(self, images, **named):
        raise LookupError(f"saw {len(images)} images that are scored")

    def call(self, images, training=None, mask=None):
        return keras.ops.one_hot(keras.ops.zeros(len(images), "int32"), 6)


def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.AveragePooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=1, verbose=0)
    model.__class__ = Curious
    return history
