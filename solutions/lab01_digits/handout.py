"""Formulas of the handout of lab 1."""

from __future__ import annotations

from fundamentals.language import Text

FORMULAS = (
    Text(
        "<i>p<sub>i</sub></i> = e<sup><i>z<sub>i</sub></i></sup> / "
        "Σ<sub><i>j</i></sub> e<sup><i>z<sub>j</sub></i></sup> (softmax)",
        "<i>p<sub>i</sub></i> = e<sup><i>z<sub>i</sub></i></sup> / "
        "Σ<sub><i>j</i></sub> e<sup><i>z<sub>j</sub></i></sup>（softmax）",
    ),
    Text(
        "loss = −log <i>p</i><sub>right class</sub> (cross-entropy)",
        "損失 = −log <i>p</i><sub>正確類別</sub>（交叉熵）",
    ),
)
