"""Version and name, in a module of their own: packaging reads it without importing the package."""

__version__ = "0.1.0"

# What pip installs. The name `fundamentals` on the public index is a stranger's.
DISTRIBUTION = "fundamentals-of-deep-learning"
