"""Image classification datasets, all of type :class:`ImageDataset`.

:func:`load_dataset` reads what is on this machine, :func:`fetch_dataset` goes to the network.
Only loading from TensorFlow Datasets imports TensorFlow. Its modules load on first use, so that
the command line can name the datasets in no time.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
