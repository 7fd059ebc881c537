"""How pictures become files: resolution, margins, and what is said of a name without a suffix."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.errors import ArgumentError
from fundamentals.files import whole_file
from fundamentals.language import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DOTS_PER_INCH = 150


def save_plot(drawing: Axes | Figure, path: Path, *, argument: str) -> None:
    """Write a picture to a file; its suffix names the format.

    Args:
        drawing: A figure, or any axes in it.
        path: The file. It is replaced only by a whole picture.
        argument: What named the file, such as ``"--picture"``.

    Raises:
        ArgumentError: ``path`` does not have the suffix of a picture.
        OutputError: It cannot be written.
    """
    try:
        with whole_file(path) as incomplete:
            _figure(drawing).savefig(incomplete, dpi=DOTS_PER_INCH, bbox_inches="tight")
    except ValueError as error:
        raise ArgumentError(
            Text("{path} cannot be written ({error})", "無法寫入 {path}（{error}）").format(
                path=path, error=str(error).split("\n", 1)[0]
            ),
            expected=Text("a picture file, such as answers.png", "圖片檔，例如 answers.png"),
            fix=Text("choose another {argument}", "換一個 {argument}").format(argument=argument),
        ) from error


def png(axes: Axes, *, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
    """Return a picture as the bytes of a PNG file, and close its figure."""
    from matplotlib import pyplot

    figure = _figure(axes)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=dots_per_inch, bbox_inches="tight")
    pyplot.close(figure)
    return file.getvalue()


def _figure(drawing: Axes | Figure) -> Figure:
    figure = drawing.get_figure(root=True)
    assert figure is not None
    return figure
