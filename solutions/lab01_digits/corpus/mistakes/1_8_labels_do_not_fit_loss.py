# task: 1.8
# verdict: raised an error
# cause: labels-do-not-fit-loss


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
