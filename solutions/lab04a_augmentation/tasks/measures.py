"""Where a bright shape lies, how wide it is and how far it is turned."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# How far a width may be off, of which interpolating changes less; and a middle, in pixels.
WIDTH_OFF, _MIDDLE_OFF = 0.06, 0.5
DEGREES_OFF = 5


def measured(images: Array) -> tuple[Array, Array, Array]:
    """Return middles ``(n, 2)``, widths along the long and short side, and the long side's angle.

    Each is weighed by brightness; the angle is in degrees, without a direction.
    """
    light = images.sum(axis=-1).clip(0)
    rows, columns = np.indices(light.shape[1:])
    light = light / light.sum(axis=(1, 2), keepdims=True)
    places = np.stack([rows, columns], axis=-1).reshape(-1, 2)
    light = light.reshape(len(light), -1)
    middles = light @ places
    apart = places - middles[:, np.newaxis]
    spread = np.einsum("nk,nki,nkj->nij", light, apart, apart)
    squares, axes = np.linalg.eigh(spread)
    angles = np.degrees(np.arctan2(axes[:, 0, 1], axes[:, 1, 1]))
    return middles, np.sqrt(squares), angles


def same_widths(answer: Array, other: Array) -> Any:
    widths, others = measured(answer)[1], measured(other)[1]
    return (np.abs(widths / others - 1) < WIDTH_OFF).all()


def turned_by(answer: Array, right: Array) -> Array:
    turned: Array = np.abs((measured(answer)[2] - measured(right)[2] + 90) % 180 - 90)
    return turned


def same_direction(answer: Array, right: Array) -> Any:
    return same_widths(answer, right) and (turned_by(answer, right) < DEGREES_OFF).all()


def only_scaled(answer: Array, images: Array) -> Any:
    """Return whether some of ``images`` were scaled, both sides alike, and none was turned."""
    grown = measured(answer)[1] / measured(images)[1]
    alike = (np.abs(grown[:, 0] / grown[:, 1] - 1) < WIDTH_OFF).all()
    scaled = (np.abs(grown.mean(axis=1) - 1) > WIDTH_OFF).any()
    return alike and scaled and (turned_by(answer, images) < DEGREES_OFF).all()


def only_turned(answer: Array, images: Array) -> Any:
    """Return whether some of ``images`` were turned, and none was scaled."""
    return same_widths(answer, images) and (turned_by(answer, images) > DEGREES_OFF).any()


def middle_moved(answer: Array, right: Array) -> Any:
    return (np.abs(measured(answer)[0] - measured(right)[0]).max(axis=1) > _MIDDLE_OFF).any()
