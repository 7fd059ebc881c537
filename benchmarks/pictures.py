"""Draw the pictures of README and docs again, in both languages, into docs/pictures.

make pictures
python -m benchmarks.pictures desk plots    # only these
"""

from __future__ import annotations

import argparse

from benchmarks import desk_pictures, network_pictures, plot_sheet

DRAWN = {
    "networks": network_pictures.main,
    "desk": desk_pictures.main,
    "plots": plot_sheet.main,
}


def main() -> None:
    """Draw the pictures that the command line names, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures")
    names = ", ".join(DRAWN)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{names} (default: all)")
    chosen = parser.parse_args().names or [*DRAWN]
    if unknown := set(chosen) - set(DRAWN):
        parser.error(f"no pictures called {', '.join(sorted(unknown))}: choose from {names}")
    for name in chosen:
        DRAWN[name]()


if __name__ == "__main__":
    main()
