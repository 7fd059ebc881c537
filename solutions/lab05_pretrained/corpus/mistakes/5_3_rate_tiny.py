# task: 5.3
# verdict: failed
# cause: learning-rate-tiny
import keras


def train_head(model, x_train, y_train, epochs):
    model.compile(
        keras.optimizers.Adam(0.000001), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
