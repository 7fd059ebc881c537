# task: 2.4
# verdict: failed
# cause: trained-on-part


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    half = len(x_train) // 2
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train[:half], y_train[:half], validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
