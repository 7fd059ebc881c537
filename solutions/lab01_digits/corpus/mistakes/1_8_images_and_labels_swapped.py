# task: 1.8
# verdict: raised an error
# cause: images-and-labels-swapped


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(y_train, x_train, epochs=epochs, verbose=0)
