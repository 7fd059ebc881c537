# task: 5.4
# verdict: failed
# cause: not-a-history
import keras


def fine_tune(model, base, x_train, y_train, epochs):
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(
        keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
