"""Pictures and formulas of the handout of lab 2b."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from fundamentals.language import Text
from fundamentals.plotting import plot_loss_surface


def descent() -> Axes:
    """Draw gradient descent on the loss of a line, with and without momentum."""
    x = np.linspace(-1, 2, 5)
    y = 0.8 * x + 0.5

    def walk(momentum: float) -> NDArray[np.float64]:
        position, step = np.array([-1.5, 2.2]), np.zeros(2)
        positions = [position]
        for _ in range(25):
            error = position[0] * x + position[1] - y
            slopes = np.array([np.mean(2 * error * x), np.mean(2 * error)])
            step = momentum * step - 0.1 * slopes
            position = position + step
            positions.append(position)
        return np.array(positions)

    weights, biases = np.linspace(-2, 3, 61), np.linspace(-1.5, 3, 61)
    errors = weights[:, np.newaxis] * x + biases[:, np.newaxis, np.newaxis] - y
    paths = {
        str(Text("without momentum", "沒有動量")): walk(0.0),
        str(Text("with momentum", "有動量")): walk(0.7),
    }
    return plot_loss_surface(weights, biases, np.mean(errors**2, axis=-1), paths)


PICTURES = (
    (
        descent,
        Text("The loss of a line, and two paths down.", "直線的損失，與兩條往下走的路。"),
    ),
)
FORMULAS = (
    Text(
        "<i>L</i> = mean (<i>w x</i> + <i>b</i> − <i>y</i>)²",
        "<i>L</i> = 平均 (<i>w x</i> + <i>b</i> − <i>y</i>)²",
    ),
    Text(
        "<i>v</i> ← <i>μ v</i> − <i>η</i> ∂<i>L</i>/∂<i>w</i>,&emsp;<i>w</i> ← <i>w</i> + "
        "<i>v</i> (<i>η</i> learning rate, <i>μ</i> momentum)",
        "<i>v</i> ← <i>μ v</i> − <i>η</i> ∂<i>L</i>/∂<i>w</i>，<i>w</i> ← <i>w</i> + "
        "<i>v</i>（<i>η</i> 學習率，<i>μ</i> 動量）",
    ),
)
