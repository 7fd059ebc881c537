# task: 1.8
# verdict: failed
# cause: no-accuracy


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "categorical_crossentropy")
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
