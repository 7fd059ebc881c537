"""Each operation of the page is one record, and no other module knows operations by name."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from fundamentals.explorer._activations import _ACTIVATIONS
from fundamentals.page_kit import page_texts

PACKAGE = resources.files("fundamentals.explorer")
PAGE = PACKAGE / "page"
RECORDS = dict(
    re.findall(
        r"^  (\w+): \{(.+?)\},?$(?=\n  \w|\n\};)",
        (PAGE / "operations.js").read_text("utf-8").partition("OPERATIONS = {")[2],
        re.DOTALL | re.MULTILINE,
    )
)


def names(record: str, field: str) -> list[str]:
    """Return the keys of the object in ``field``."""
    listed = re.search(rf"{field}: \{{(.*?)\}}", record, re.DOTALL)
    return re.findall(r"(\w+): ", listed[1]) if listed else []


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_has_all_that_its_role_needs(kind: str) -> None:
    record = RECORDS[kind]
    assert "role: " in record, "say how it stands among the columns"
    if "role: HIDDEN" in record:
        return
    for field in ("headings", "explain", "inflow"):
        assert f"{field}: " in record, f"add {field}"
    assert ("steps: " in record) == ("role: REFINES" in record), "only what refines is a step"
    words = [f"stage.{name}" for name in names(record, "headings")]
    words += [f"step.{name}" for name in names(record, "steps")]
    missing = set(words) - set(page_texts("fundamentals.explorer"))
    assert missing == set(), "add them to texts.json"


def test_no_other_module_of_the_page_knows_an_operation_by_its_name() -> None:
    assert {"convolution", "attention_weights", "constant"} <= set(RECORDS)
    kinds = "|".join(RECORDS)
    found = {
        file.name: re.findall(rf'kind === "(?:{kinds})"|^  (?:{kinds}): ', text, re.MULTILINE)
        for file in PAGE.iterdir()
        if file.name.endswith(".js") and (text := file.read_text("utf-8"))
    }
    del found["operations.js"]
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_the_page_has_a_record_of_each_operation_that_layers_become() -> None:
    layers = "".join(
        file.read_text("utf-8") for file in PACKAGE.iterdir() if file.name.endswith(".py")
    )
    kinds = set(re.findall(r'(?:program\.add|_pooling)\(\s*"(\w+)"', layers))
    assert kinds == set(RECORDS), "operations.js holds what program.add names, and nothing else"


def test_the_page_computes_each_activation_that_a_network_may_have() -> None:
    source = (PAGE / "activations.js").read_text("utf-8")
    table = source.partition("POINTWISE = {")[2].partition("\n};")[0]
    pointwise = set(re.findall(r"^  (\w+):", table, re.MULTILINE))
    named = {each["function"] for each in _ACTIVATIONS.values()} - {"softmax"}
    assert named <= pointwise, "add its value and slope to POINTWISE in page/activations.js"
    assert pointwise <= named, "name it in explorer/_activations.py, or remove it from POINTWISE"
