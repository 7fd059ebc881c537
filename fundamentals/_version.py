"""Version and name, in a module of their own: packaging reads it without importing the package."""

__version__ = "0.1.0"

# The first and the last version of Python that TensorFlow has a package for. pyproject.toml and
# texts repeat them; a test finds each.
PYTHON_VERSIONS = (3, 10), (3, 13)

# What pip installs. The name `fundamentals` on the public index is a stranger's.
DISTRIBUTION = "fundamentals-of-deep-learning"
