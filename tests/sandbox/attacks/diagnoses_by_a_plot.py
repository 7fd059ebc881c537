# attack: reads the diagnosis in the picture that the library draws
# task: 2.10
# verdict: raised an error
# slow: loads Keras

from fundamentals.plotting import plot_learning_curves
from fundamentals.training import history_frame


def diagnose_curves(history):
    axes = plot_learning_curves(history_frame(history.history))
    shown = str([text.get_text() for text in axes.figure.findobj() if hasattr(text, "get_text")])
    return "overfitting" if "overfit" in shown else "good"
