# task: 4a.7
# verdict: failed
# cause: change-ignored


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        ChangingImages(x_train, y_train, augment),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        verbose=0,
    )
