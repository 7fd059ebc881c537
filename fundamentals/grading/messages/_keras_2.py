"""What Keras 3 renamed: much public code is for Keras 2, and error messages do not say so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fundamentals.language import Text

# What replaces it in Keras 3; None: nothing is needed.
_NEW_NAMES: Mapping[str, str | None] = {
    # Arguments.
    "lr": "learning_rate",
    "decay": "learning_rate=keras.optimizers.schedules.InverseTimeDecay(...)",
    "nb_epoch": "epochs",
    "nb_classes": "num_classes",
    "nb_filter": "filters",
    "border_mode": "padding",
    "subsample": "strides",
    "dim_ordering": "data_format",
    "output_dim": "units",
    "input_dim": "keras.Input((n,))",
    "batch_input_shape": "keras.Input(batch_shape=...)",
    "input": "inputs",
    "output": "outputs",
    "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer",
    "weights": "layer.set_weights(...)",
    "show_accuracy": 'compile(metrics=["accuracy"])',
    "samples_per_epoch": "steps_per_epoch",
    "period": "save_freq",
    "grayscale": 'color_mode="grayscale"',
    **dict.fromkeys(("workers", "use_multiprocessing", "max_queue_size", "mode"), None),
    # Methods, classes and modules.
    "predict_classes": "model.predict(x).argmax(axis=-1)",
    "predict_proba": "model.predict(x)",
    "fit_generator": "model.fit",
    "evaluate_generator": "model.evaluate",
    "predict_generator": "model.predict",
    "np_utils": "keras.utils.to_categorical",
    "vis_utils": "keras.utils.plot_model",
    "ImageDataGenerator": "keras.layers.RandomRotation, RandomTranslation, ...",
    "CuDNNLSTM": "keras.layers.LSTM",
    "CuDNNGRU": "keras.layers.GRU",
    "Merge": "keras.layers.Add, Concatenate, ...",
    "experimental": "keras.layers.Rescaling, keras.optimizers.Adam, ...",
    "legacy": "keras.optimizers.Adam, ...",
    **dict.fromkeys(
        ("core", "convolutional", "normalization", "pooling", "merge", "embeddings", "recurrent"),
        "from keras.layers import ...",
    ),
    "engine": "from keras import Model, layers",
    "backend": "keras.ops",
    # From TensorFlow 1.
    **dict.fromkeys(("Session", "placeholder", "contrib"), "keras.layers, keras.Model"),
}
# Where a message holds the name; only calls of Keras, since a lab may have such an argument.
_OLD_NAMES = tuple(
    map(
        re.compile,
        (
            r"rguments?(?:\(s\))? not recognized: \{'(\w+)'",
            r"Unrecognized keyword arguments passed to \w+: \{(?:.*, )?'(\w+)': ",
            r"^(?:\w*Trainer\.\w+|\w+\.__init__|to_categorical|load_img)\(\) got an unexpected "
            r"keyword argument '(\w+)'",
            r"^'(?:Sequential|Functional|Model|\w+Layer)' object has no attribute '(\w+)'",
            r"^module '(?:keras|tensorflow)[\w.]*' has no attribute '(\w+)'",
            r"^cannot import name '(\w+)' from '(?:keras|tensorflow)",
            r"^No module named '(?:tensorflow\.)?keras\.(?:[\w.]+\.)?(\w+)'",
            r"^`keras\.optimizers\.(legacy)`",
            r"^module 'keras\.(backend)' has no attribute",
        ),
    )
)
_RENAMED = Text(
    "{old} is from Keras 2 or older. In Keras 3, write {new}.",
    "{old} 是 Keras 2 或更早的寫法。Keras 3 請改用 {new}。",
)
_GONE = Text(
    "{old} is from Keras 2 or older, and Keras 3 no longer needs it: remove it.",
    "{old} 是 Keras 2 或更早的寫法，Keras 3 已不需要：請拿掉。",
)


def renamed_in_keras_3(message: str) -> Text | None:
    """Return what replaces an old name in an exception's message; None if it has none."""
    for pattern in _OLD_NAMES:
        found = pattern.search(message)
        if found and found[1] in _NEW_NAMES:
            new = _NEW_NAMES[found[1]]
            return (_RENAMED if new else _GONE).format(old=found[1], new=new)
    return None
