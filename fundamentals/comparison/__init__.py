"""The main job: two networks on the same images, side by side.

The networks come from the course's own files, so the report shows what the labs teach.
"""

from fundamentals.comparison._outputs import write_outputs
from fundamentals.comparison._recipes import Recipe, find_models, load_recipes
from fundamentals.comparison._run import Comparison, ModelResult, compare
from fundamentals.comparison._table import comparison_table, summary

__all__ = [
    "Comparison",
    "ModelResult",
    "Recipe",
    "compare",
    "comparison_table",
    "find_models",
    "load_recipes",
    "summary",
    "write_outputs",
]
