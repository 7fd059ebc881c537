# lab: lab03b
import keras
import tensorflow as tf


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.RandomTranslation(0.05, 0.05),
            keras.layers.Rescaling(2.0, offset=-1.0),
            keras.layers.Conv2D(24, 3, activation="elu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(48, 3, activation="elu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.GaussianDropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(2000).batch(64)
    valid = tf.data.Dataset.from_tensor_slices((x_valid, y_valid)).batch(64)
    model.compile("nadam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train, validation_data=valid, epochs=epochs, verbose=2)
