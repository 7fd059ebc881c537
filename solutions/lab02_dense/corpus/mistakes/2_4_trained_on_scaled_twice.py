# task: 2.4
# verdict: failed
# cause: trained-on-scaled-twice


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    x_train, x_valid = x_train / 255, x_valid / 255
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
