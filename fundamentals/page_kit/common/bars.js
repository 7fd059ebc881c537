/** Classes with their probabilities as bars. */

import { element } from "./elements.js";
import { percent } from "./language.js";

/**
 * Fill the table's body with `entries`, { name, probability, isPredicted }, one per row; a name is a
 * text or an element.
 */
export function showBars(table, entries) {
  table.tBodies[0].replaceChildren(...entries.map(bar));
}

function bar({ name, probability, isPredicted }) {
  const fill = element("div", { className: "bar" });
  fill.style.width = `${100 * probability}%`;
  return element(
    "tr",
    { className: isPredicted ? "predicted" : "" },
    element("th", { scope: "row" }, name),
    element("td", { className: "number", textContent: percent(probability) }),
    element("td", { className: "track", "aria-hidden": "true" }, fill),
  );
}
