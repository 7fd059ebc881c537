"""A trained model at work outside of the lab: as a file for other devices, as a local web page."""

from fundamentals.deployment._lite import LiteModel, export_lite

__all__ = ["LiteModel", "export_lite"]
