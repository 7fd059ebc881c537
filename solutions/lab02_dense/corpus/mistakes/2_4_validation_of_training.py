# task: 2.4
# verdict: failed
# cause: trained-on-part


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    held_out = len(x_train) // 10
    return model.fit(
        x_train[held_out:],
        y_train[held_out:],
        validation_data=(x_train[:held_out], y_train[:held_out]),
        epochs=epochs,
        verbose=0,
    )
