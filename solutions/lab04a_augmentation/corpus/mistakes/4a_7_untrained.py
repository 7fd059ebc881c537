# task: 4a.7
# verdict: failed
# cause: untrained


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    fresh = build_dense(x_train.shape[1:], 10)
    fresh.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fresh.fit(
        ChangingImages(x_train, y_train, change),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        verbose=0,
    )
