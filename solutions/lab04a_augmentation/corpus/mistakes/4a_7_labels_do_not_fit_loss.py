# task: 4a.7
# verdict: raised an error
# cause: labels-do-not-fit-loss


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    model.compile("adam", "mean_squared_error", metrics=["accuracy"])
    return model.fit(
        ChangingImages(x_train, y_train, change),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        verbose=0,
    )
