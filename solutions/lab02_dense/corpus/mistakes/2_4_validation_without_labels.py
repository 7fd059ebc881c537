# task: 2.4
# verdict: raised an error
# cause: validation-without-labels


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, validation_data=x_valid, epochs=epochs, verbose=0)
