# task: 2.4
# verdict: raised an error
# cause: accuracy-of-other-labels


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    validation = (x_valid, y_valid)
    return model.fit(x_train, y_train, validation_data=validation, epochs=epochs, verbose=0)
