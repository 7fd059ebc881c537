"""What runs the lab: a script, or a notebook's shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def notebook_shell() -> Any:
    """Return the IPython shell that runs the lab as a notebook; None in a script."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def running_script() -> Path | None:
    """Return the script that Python runs; None in a notebook."""
    path = getattr(sys.modules["__main__"], "__file__", None)
    return Path(path).resolve() if path else None
