"""What other graders start for each submission: a notebook's kernel, in which Keras is imported."""

from __future__ import annotations


def run_keras_notebook() -> None:
    """Run a notebook of one cell, which imports Keras, in a kernel of its own."""
    import nbformat
    from nbclient import NotebookClient

    cell = nbformat.v4.new_code_cell("import keras")
    NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3").execute()
