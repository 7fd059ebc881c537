"""Training with a progress bar that can be interrupted."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from fundamentals.language import Text

if TYPE_CHECKING:
    import keras

_INTERRUPTED = Text(
    "Interrupted after {finished} finished epochs. The model keeps what it has learned so far.",
    "訓練已中斷，完成 {finished} 個週期 (epoch)。模型保留目前學到的權重。",
)


def fit(
    model: keras.Model,
    x: Any,
    y: Any = None,
    *,
    validation_data: Any = None,
    epochs: int = 1,
    batch_size: int | None = None,
    callbacks: Iterable[keras.callbacks.Callback] = (),
    verbose: bool = True,
    **fit_arguments: Any,
) -> keras.callbacks.History:
    """Train a compiled model as ``model.fit`` does, with the course's progress bar.

    The bar shows the epoch, loss, training and validation accuracy and the time left for the whole
    run. Where the output is no terminal (a notebook, a log) there is one plain line an epoch, and
    from the tenth on one every five.

    Ctrl-C ends the training at the next batch: the model keeps its weights, also those of the epoch
    that was not finished; the history has the epochs that were. As after any interrupted
    ``model.fit``, callbacks get no ``on_train_end``. A second Ctrl-C interrupts the program as
    usual.

    A model that was built inside :func:`~fundamentals.training.accelerated` trains on the GPUs of
    that block, without XLA where there are several.

    Args:
        model: A compiled Keras model.
        x: Images, as ``model.fit`` takes them: an array ``(n, …)`` or a ``tf.data.Dataset`` of
            batches ``(images, labels)``.
        y: Labels ``(n, …)``; None where ``x`` holds them.
        validation_data: ``(images, labels)`` or a ``tf.data.Dataset``; validated after each epoch.
        epochs: How often to go through the training data.
        batch_size: Images a step; None for Keras's 32, and where ``x`` is batched.
        callbacks: Further Keras callbacks.
        verbose: False for no bar and no lines.
        **fit_arguments: Passed on to ``model.fit``.

    Returns:
        The Keras ``History`` of this run. Its ``.history`` dictionary has, beside what Keras
        records, ``"seconds"``: the seconds that each epoch took, with its validation.
    """
    import keras
    import tensorflow as tf
    from rich.console import Console

    from fundamentals.training._interruption import Interruption, TrainingInterruptedError
    from fundamentals.training._progress import progress_callback
    from fundamentals.training._replicas import CopiesInStep, average_copies

    if isinstance(x, tf.data.Dataset):
        # Keras's default is True, and a warning that a data set shuffles itself.
        fit_arguments.setdefault("shuffle", False)
    shared = model.distribute_strategy.num_replicas_in_sync > 1
    if shared:
        # XLA cannot sum gradients over several devices (keras-team/keras#17187).
        model.jit_compile = False
        callbacks = [CopiesInStep(), *callbacks]
    console = Console()
    if console.is_jupyter:
        # Plain lines: a notebook keeps every state of a bar, and of rich's own lines a web page.
        console = Console(force_jupyter=False, force_terminal=False)
    history = keras.callbacks.History()
    progress = progress_callback(console, epochs, show=verbose)
    with progress.shown(), Interruption() as interruption, suppress(TrainingInterruptedError):
        model.fit(
            x,
            y,
            validation_data=validation_data,
            epochs=epochs,
            batch_size=batch_size,
            # The clock comes before the history, which then records its seconds too.
            callbacks=[interruption, progress, *callbacks, history],
            verbose=0,
            **fit_arguments,
        )
    if shared:
        average_copies(model)
    if interruption.requested:
        notice = _INTERRUPTED.format(finished=len(history.history.get("loss", ())))
        console.print(str(notice), style="yellow", soft_wrap=True, highlight=False)
    return history
