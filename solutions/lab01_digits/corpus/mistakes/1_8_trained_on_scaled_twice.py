# task: 1.8
# verdict: failed
# cause: trained-on-scaled-twice


def train_model(model, x_train, y_train, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train / 255, y_train, epochs=epochs, verbose=0)
