# task: 1.8
# verdict: failed
# cause: epochs-ignored


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, verbose=0)
