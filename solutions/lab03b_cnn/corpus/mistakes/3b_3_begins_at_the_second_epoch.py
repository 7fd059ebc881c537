# task: 3b.3
# verdict: failed
# cause: epochs-ignored


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train,
        y_train,
        validation_data=(x_valid, y_valid),
        initial_epoch=1,
        epochs=epochs,
        verbose=0,
    )
