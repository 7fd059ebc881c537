import subprocess
import sys


def test_importing_it_imports_no_tensorflow() -> None:
    code = "import sys, fundamentals.comparison; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
