# task: 5.4
# verdict: failed
# cause: logits-of-probabilities
import keras


def fine_tune(model, base, x_train, y_train, epochs):
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(keras.optimizers.Adam(0.0003), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
