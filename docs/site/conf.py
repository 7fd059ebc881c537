"""What Sphinx is told about the site; ``build.py`` sets the language and the folder of pages."""

import logging

import jieba

from fundamentals import __version__
from fundamentals.manifest import COURSE_TITLE

# It splits the Chinese pages into words for the search, and reports every step.
jieba.setLogLevel(logging.WARNING)

project = COURSE_TITLE.en
author = "the course's authors"
release = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
# The pages are written for GitHub, whose headings have anchors of their own.
myst_heading_anchors = 3
myst_enable_extensions = ["dollarmath", "colon_fence"]
# build.py runs the notebooks, with the solution's code behind the learner's.
nb_execution_mode = "off"

autodoc_default_options = {"members": True, "imported-members": True}
autodoc_typehints = "description"
autodoc_member_order = "groupwise"
napoleon_numpy_docstring = False

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_title = project
html_copy_source = False
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/scroll-start.html",
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
