# task: 3b.3
# verdict: failed
# cause: validation-on-other-images
import tensorflow as tf


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    images = tf.data.Dataset.from_tensor_slices((x_train, y_train))
    held_out = len(x_train) // 10
    validation, train = images.take(held_out).batch(16), images.skip(held_out).batch(16)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train, validation_data=validation, epochs=epochs, verbose=0)
