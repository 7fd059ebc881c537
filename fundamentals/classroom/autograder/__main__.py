"""``python -m fundamentals.classroom.autograder``: what Gradescope's container runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fundamentals.classroom.autograder._grade_one import grade_handed_in


def main() -> int:
    """Grade the submission and write its results, whatever happens."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lab", required=True)
    parser.add_argument("--submission", type=Path, required=True)
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("--no-sandbox", action="store_true")
    options = parser.parse_args()
    results = grade_handed_in(options.lab, options.submission, sandboxed=not options.no_sandbox)
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text(results, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
