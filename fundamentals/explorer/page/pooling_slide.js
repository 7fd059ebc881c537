/** Slide "Max pooling": of each 2 × 2 square the largest number stays, whatever it is. */

import { data } from "./data.js";
import { byId, element } from "./elements.js";
import { onLanguage, say } from "./language.js";

const SIDE = 4;
const squareOf = (place) => 2 * Math.floor(place / SIDE / 2) + Math.floor((place % SIDE) / 2);

export function showPooling() {
  const inputs = data.deck.pooling.flat().map((_, place) => {
    const input = element("input", { type: "number", step: "any", inputMode: "decimal" });
    input.classList.add(`square-${squareOf(place)}`);
    input.addEventListener("input", show);
    return input;
  });
  const outputs = [0, 1, 2, 3].map((square) =>
    element("output", { className: `square-${square}` }),
  );
  byId("pooling-inputs").append(...inputs);
  byId("pooling-output").append(...outputs);
  byId("pooling-reset").addEventListener("click", reset);
  onLanguage(() => {
    inputs.forEach((input, place) => {
      const position = { row: Math.floor(place / SIDE) + 1, column: (place % SIDE) + 1 };
      input.setAttribute("aria-label", say("pooling.number", position));
    });
    show();
  });
  reset();

  function reset() {
    inputs.forEach((input, place) => (input.value = data.deck.pooling.flat()[place]));
    show();
  }

  function show() {
    const numbers = inputs.map((input) => Number(input.value) || 0);
    const largest = outputs.map((_, square) =>
      Math.max(...numbers.filter((_number, place) => squareOf(place) === square)),
    );
    outputs.forEach((output, square) => (output.textContent = largest[square]));
    inputs.forEach((input, place) => {
      input.classList.toggle("winner", numbers[place] === largest[squareOf(place)]);
    });
    byId("pooling-sentence").textContent = say("pooling.sentence", { result: largest.join(", ") });
  }
}
