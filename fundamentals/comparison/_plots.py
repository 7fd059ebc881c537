"""The pictures of a comparison, as PNG files in memory."""

from __future__ import annotations

from fundamentals.comparison._run import Comparison
from fundamentals.language import use_language


def draw_pictures(comparison: Comparison, language: str) -> dict[str, bytes]:
    """Return the pictures by name, labeled in ``language``, each a PNG file.

    "learning_curves" shows all networks. Each network has "<key>_confusion_matrix" and
    "<key>_mistakes", both of validation images.
    """
    from matplotlib.figure import Figure

    from fundamentals.plotting import (
        plot_confusion_matrix,
        plot_learning_curves,
        plot_mistakes,
        png,
    )

    with use_language(language):
        histories = {str(result.name): result.history for result in comparison.results}
        class_names = comparison.dataset.class_names
        images = comparison.dataset.validation.images
        # Small, so that its text is legible on a phone.
        axes = Figure(figsize=(6.2, 3.9), layout="constrained").subplots()
        plot_learning_curves(histories, ax=axes)
        pictures = {"learning_curves": png(axes)}
        for result in comparison.results:
            pictures[f"{result.key}_confusion_matrix"] = png(
                plot_confusion_matrix(result.confusion, class_names)
            )
            pictures[f"{result.key}_mistakes"] = png(
                plot_mistakes(images, result.mistakes, class_names)
            )
    return pictures
