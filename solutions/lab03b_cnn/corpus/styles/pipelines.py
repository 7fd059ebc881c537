# lab: lab03b
import keras
import tensorflow as tf


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input((None, None, 1)),
            keras.layers.Normalization(name="standardize"),
            keras.layers.Conv2D(16, 3, activation=lambda x: tf.nn.relu(x)),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.SpatialDropout2D(0.1),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(num_classes, activation=tf.nn.softmax),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    if model.layers[0].name == "standardize":
        model.layers[0].adapt(x_train)
    train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(2000).batch(32)
    validation = tf.data.Dataset.from_tensor_slices((x_valid, y_valid)).batch(64).cache()
    model.compile("nadam", "sparse_categorical_crossentropy", metrics=["acc"])
    stop = keras.callbacks.EarlyStopping("val_acc", patience=5, restore_best_weights=True)
    return model.fit(train, epochs=epochs, validation_data=validation, callbacks=[stop], verbose=0)
