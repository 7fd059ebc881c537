"""How a notebook begins: badges that open it elsewhere, and the package installed if missing."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import urlsplit

from fundamentals._version import DISTRIBUTION, __version__
from fundamentals.language import Text

_INSTALL = Text(
    "# Installs the course's package where it is missing, as in Colab and Kaggle. A wheel beside\n"
    "# this notebook is used first; what is installed already keeps its version.\n",
    "# 在沒有課程套件的地方（例如 Colab 與 Kaggle）先安裝；筆記本旁邊有 wheel 檔時優先使用，\n"
    "# 已經安裝的套件維持原本的版本。\n",
)
# A host has these loaded, or built for its devices; pip would replace them to please a newer
# package that it adds.
_KEPT = ("tensorflow", "keras", "numpy", "scipy", "pandas", "matplotlib", "pillow")
_CODE = """\
try:
    import fundamentals.lab
except ImportError:
    from importlib.metadata import distributions

    here = {{found.name.lower(): found.version for found in distributions()}}
    names = "{kept}".split()
    kept = " ".join(f"{{name}}=={{here[name]}}" for name in names if name in here)
    %pip install --quiet --find-links . {{kept}} {wanted}"""
_IN_COLAB = Text("Open in Colab", "在 Colab 開啟")
_IN_KAGGLE = Text("Open in Kaggle", "在 Kaggle 開啟")


def install_cell(language: str, repository: str | None) -> str:
    """Return the source of the cell that installs the package if it is missing.

    Args:
        language: "en" or "zh-Hant".
        repository: Address of the repository that holds what learners receive, if any.
    """
    # The notebook's own version: its checks and its tasks belong together.
    wanted = f"git+{repository}" if repository else f'"{DISTRIBUTION}=={__version__}"'
    return _INSTALL.in_language(language) + _CODE.format(kept=" ".join(_KEPT), wanted=wanted)


def badges(language: str, path: PurePath, repository: str) -> str:
    """Return Markdown with links that open a notebook elsewhere.

    Args:
        language: "en" or "zh-Hant".
        path: The notebook's, in the repository.
        repository: Its address, on GitHub.
    """
    address = f"{repository}/blob/main/{path.as_posix()}"
    colab = f"https://colab.research.google.com/github{urlsplit(address).path}"
    kaggle = f"https://kaggle.com/kernels/welcome?src={address}"
    return (
        f"[![{_IN_COLAB.in_language(language)}]"
        f"(https://colab.research.google.com/assets/colab-badge.svg)]({colab}) "
        f"[![{_IN_KAGGLE.in_language(language)}]"
        f"(https://kaggle.com/static/images/open-in-kaggle.svg)]({kaggle})"
    )
