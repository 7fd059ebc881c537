# task: 1.8
# verdict: failed
# cause: not-a-history


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=epochs, verbose=0)
    return model
