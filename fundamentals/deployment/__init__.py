"""A trained model as a file for other devices."""

from fundamentals.deployment._lite import LiteModel, export_lite

__all__ = ["LiteModel", "export_lite"]
