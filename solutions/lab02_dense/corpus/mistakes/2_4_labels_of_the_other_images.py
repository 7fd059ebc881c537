# task: 2.4
# verdict: raised an error
# cause: images-and-labels-differ


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_valid, validation_data=(x_valid, y_train), epochs=epochs, verbose=0)
