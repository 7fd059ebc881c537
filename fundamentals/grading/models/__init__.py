"""Expectations of Keras models: their structure, their answers, and how they are trained."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
