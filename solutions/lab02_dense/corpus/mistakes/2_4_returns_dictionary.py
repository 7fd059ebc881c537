# task: 2.4
# verdict: failed
# cause: not-a-history


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
    return history.history
