# task: 3b.3
# verdict: failed
# cause: trained-on-part


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train[:200], y_train[:200], validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
