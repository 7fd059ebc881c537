# task: 5.4
# verdict: failed
# cause: statistics-replaced
import keras


def fine_tune(model, base, x_train, y_train, epochs):
    base.trainable = True
    model.compile(
        keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
