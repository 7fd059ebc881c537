/** What stands beside a drawing pad: color and width of the pen, and a button to clear. */

import { byId, choiceButtons } from "./elements.js";

/** `onClear` is called before the pad is emptied. */
export function setUpPadTools(pad, onClear) {
  const pens = [
    { value: "#fff", key: "pen.white" },
    { value: "#000", key: "pen.black" },
  ];
  choiceButtons(byId("pen-choices"), pens, "#fff", (pen) => (pad.pen = pen));
  byId("pen-width").addEventListener("input", (event) => {
    pad.width = event.target.valueAsNumber;
  });
  byId("clear").addEventListener("click", () => {
    onClear();
    pad.clear();
  });
}
