from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

from fundamentals.errors import ArgumentError
from fundamentals.language import Text, use_language
from fundamentals.plotting import plot_architectures

TABLE = pd.DataFrame(
    {"parameters": [36_000, 9_000], "seconds": [12.4, 3.1], "accuracy": [0.98, 0.96]},
    index=[Text("broad", "寬"), Text("narrow", "窄")],
)


def test_a_dot_stands_at_parameters_and_accuracy_and_grows_with_the_seconds() -> None:
    ax = plot_architectures(TABLE)
    places = np.concatenate([dot.get_offsets() for dot in ax.collections])
    np.testing.assert_allclose(places, [(36_000, 0.98), (9_000, 0.96)])
    broad, narrow = (dot.get_sizes()[0] for dot in ax.collections)
    assert broad / narrow == pytest.approx(12.4 / 3.1)
    assert ax.get_xscale() == "log"


def test_labels_name_each_network_and_the_title_the_most_accurate() -> None:
    ax = plot_architectures(TABLE)
    assert [label.get_text() for label in ax.texts] == ["broad\n98.0%, 12 s", "narrow\n96.0%, 3 s"]
    title = ax.get_title(loc="left")
    assert title == "broad is most accurate: 98.0% with 36,000 parameters"


def test_it_is_drawn_where_asked_and_in_the_current_language(without_system_fonts: None) -> None:
    _, given = pyplot.subplots()
    with use_language("zh-Hant"):
        ax = plot_architectures(TABLE, ax=given)
    assert ax is given
    assert ax.get_xlabel().startswith("參數 (parameter)")
    assert ax.texts[0].get_text() == "寬\n98.0%，12 秒"


@pytest.mark.parametrize("table", [TABLE[:0], TABLE.drop(columns="seconds")])
def test_a_table_without_networks_or_measures_is_refused(table: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="parameters, seconds and accuracy"):
        plot_architectures(table)
