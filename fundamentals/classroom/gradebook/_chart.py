"""Bars as inline SVG, which a page shows without fetching or running anything."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH, _HEIGHT, _MARGIN = 480, 170, 24


def histogram(counts: Sequence[int], max_score: float, heading: str) -> str:
    """Return ``counts``, one per bin of equal width from 0 to ``max_score``, as columns.

    ``heading`` is the id of the element that names them.
    """
    step = _WIDTH / len(counts)
    tallest = max(counts, default=0) or 1
    columns = []
    for number, count in enumerate(counts):
        height = (_HEIGHT - 2 * _MARGIN) * count / tallest
        left, top = number * step, _HEIGHT - _MARGIN - height
        columns.append(
            f"<rect x='{left + 2:.1f}' y='{top:.1f}' width='{step - 4:.1f}' "
            f"height='{height:.1f}'/><text x='{left + step / 2:.1f}' y='{top - 6:.1f}'>"
            f"{count or ''}</text>"
        )
    ticks = "".join(
        f"<text class='tick' x='{number * step:.1f}' y='{_HEIGHT - 6}'>"
        f"{max_score * number / len(counts):.3g}</text>"
        for number in range(len(counts) + 1)
    )
    return (
        f"<svg class='histogram' role='img' aria-labelledby='{heading}' "
        f"viewBox='-14 0 {_WIDTH + 28} {_HEIGHT}'>"
        f"{''.join(columns)}<line x1='0' x2='{_WIDTH}' y1='{_HEIGHT - _MARGIN}' "
        f"y2='{_HEIGHT - _MARGIN}'/>{ticks}</svg>"
    )


def bar(share: float) -> str:
    """Return a bar whose length is the fraction ``share``, 0–1."""
    return (
        "<svg class='bar' viewBox='0 0 100 8' preserveAspectRatio='none' aria-hidden='true'>"
        "<rect class='rest' width='100' height='8'/>"
        f"<rect width='{100 * share:.1f}' height='8'/></svg>"
    )
