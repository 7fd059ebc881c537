# task: 5.4
# verdict: failed
# cause: base-not-thawed
import keras


def fine_tune(model, base, x_train, y_train, epochs):
    model.compile(
        keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
