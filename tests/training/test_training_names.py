import subprocess
import sys


def test_importing_it_imports_neither_tensorflow_nor_pandas() -> None:
    code = (
        "import sys, fundamentals.training\n"
        "print([name for name in ('tensorflow', 'keras', 'pandas', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
