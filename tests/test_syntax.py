"""What a syntax tree says of its file."""

from __future__ import annotations

import ast
import textwrap

from fundamentals.syntax import bound_names, first_line, functions_in, last_line

SOURCE = """
import numpy as np, os.path
from math import pi as circle

@decorated
@twice(
    "over lines"
)
def blur(image):
    kernel = image
    return kernel

class Filter:
    size = 3

async def later(): ...

width, (height, *rest) = 1, (2, 3)
for row in range(3):
    total = (lambda cell: cell)(row)
"""


def test_a_statement_begins_with_its_decorators() -> None:
    tree = ast.parse(SOURCE)
    assert [(first_line(node), last_line(node)) for node in tree.body[:4]] == [
        (2, 2),
        (3, 3),
        (5, 11),
        (13, 14),
    ]


def test_a_name_counts_where_it_is_bound_and_not_inside_what_it_names() -> None:
    bound = set(bound_names(ast.parse(SOURCE).body))
    modules = {"np", "os", "circle"}
    assert bound == modules | {
        *("blur", "Filter", "later", "width", "height", "rest", "row", "total")
    }


def test_functions_are_those_of_the_top_level() -> None:
    nested = textwrap.dedent(
        """
        def outer():
            def inner(): ...
        class Kind:
            def method(self): ...
        """
    )
    assert list(functions_in(ast.parse(nested))) == ["outer"]
