"""Versions and name, in a module of their own: packaging reads it without importing the package."""

__version__ = "0.1.0"

# The first and the last version of Python that TensorFlow has a package for. pyproject.toml and
# texts repeat them; a test finds each.
PYTHON_VERSIONS = (3, 10), (3, 13)

# What pip installs. The name `fundamentals` on the public index is a stranger's.
DISTRIBUTION = "fundamentals-of-deep-learning"


def installed_versions(*packages: str) -> dict[str, str]:
    """Return the versions that a result depends on: of this package, Python, Keras and the like.

    Args:
        packages: Names of further packages.
    """
    import platform
    from importlib.metadata import version

    return {
        "fundamentals": __version__,
        "Python": platform.python_version(),
        **{package: version(package) for package in ("tensorflow", "keras", "numpy", *packages)},
    }
