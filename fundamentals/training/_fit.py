"""Training with one progress bar, stopped by Ctrl-C without losing what was learned."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext, suppress
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
    run. Where the output is not a terminal (a notebook, a log), it prints one plain line per epoch,
    and every fifth epoch after the tenth.

    Ctrl-C ends the training at the next batch. The model keeps its weights, including those from
    the unfinished epoch; the history has only the finished epochs. As after any interrupted
    ``model.fit``, callbacks get no ``on_train_end``. A second Ctrl-C interrupts the program as
    usual.

    A model built inside :func:`~fundamentals.training.accelerated` trains on the GPUs of that
    block. With several GPUs, it trains without XLA, and batch normalization computes its
    statistics over the whole batch.

    Args:
        model: A compiled Keras model.
        x: Images, as ``model.fit`` takes them: an array ``(n, …)`` or a ``tf.data.Dataset`` of
            batches ``(images, labels)``.
        y: Labels ``(n, …)``; None if ``x`` contains them.
        validation_data: ``(images, labels)`` or a ``tf.data.Dataset``; validated after each epoch.
        epochs: Number of passes over the training data.
        batch_size: Images per step; None for Keras's 32, or if ``x`` is already batched.
        callbacks: Further Keras callbacks.
        verbose: False for neither a bar nor lines.
        **fit_arguments: Passed on to ``model.fit``.

    Returns:
        The Keras ``History`` of this run. Besides what Keras records, its ``.history`` dictionary
        has ``"seconds"``: the seconds that each epoch took, including its validation.
    """
    import keras
    import tensorflow as tf
    from rich.console import Console

    from fundamentals.training._epoch_progress import progress_callback
    from fundamentals.training._interruption import Interruption, TrainingInterruptedError
    from fundamentals.training._replicas import synchronized_batches
    from fundamentals.training._variables import create_training_variables

    if isinstance(x, tf.data.Dataset):
        # With its default, True, Keras warns that a dataset shuffles itself.
        fit_arguments.setdefault("shuffle", False)
    synchronized: AbstractContextManager[None] = nullcontext()
    if model.distribute_strategy.num_replicas_in_sync > 1:
        # XLA cannot sum gradients over several devices (keras-team/keras#17187).
        model.jit_compile = False
        synchronized = synchronized_batches(model)
    create_training_variables(model, x, y)
    console = Console()
    if console.is_jupyter:
        # Plain lines: a notebook would keep every state of a bar, and rich's own lines as HTML.
        console = Console(force_jupyter=False, force_terminal=False)
    history = keras.callbacks.History()
    progress = progress_callback(console, epochs, show=verbose)
    with (
        synchronized,
        progress.shown(),
        Interruption() as interruption,
        suppress(TrainingInterruptedError),
    ):
        model.fit(
            x,
            y,
            validation_data=validation_data,
            epochs=epochs,
            batch_size=batch_size,
            # The progress callback comes before the history, which then records the seconds too.
            callbacks=[interruption, progress, *callbacks, history],
            verbose=0,
            **fit_arguments,
        )
    if interruption.requested:
        notice = _INTERRUPTED.format(finished=len(history.history.get("loss", ())))
        console.print(str(notice), style="yellow", soft_wrap=True, highlight=False)
    return history
