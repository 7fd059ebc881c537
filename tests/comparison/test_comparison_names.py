import subprocess
import sys

from fundamentals import comparison


def test_the_public_names_are_exactly_these() -> None:
    assert comparison.__all__ == [
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
    assert all(hasattr(comparison, name) for name in comparison.__all__)


def test_importing_it_imports_no_tensorflow() -> None:
    code = "import sys, fundamentals.comparison; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
