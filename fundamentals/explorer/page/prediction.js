/** The classes with their probabilities, and a sentence that says which one the network names. */

import { answer, judge } from "./answer.js";
import { showBars } from "./bars.js";
import { data } from "./data.js";
import { byId } from "./elements.js";
import { say } from "./language.js";
import { softmax } from "./softmax.js";

/** With more classes than this, only the likeliest are listed. */
const LISTED = 12;

/**
 * What the network's last value says: one probability per class, at the calibrated temperature, which
 * divides the scores before softmax; up to a constant, logarithms of probabilities are such scores.
 */
export function probabilitiesOf(output) {
  const { probabilities, temperature } = data.model;
  if (probabilities && temperature === 1) return Array.from(output);
  const scores = probabilities ? output.map((value) => Math.log(Math.max(value, 1e-38))) : output;
  return Array.from(softmax(scores.map((score) => score / temperature)));
}

export const likeliest = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

/**
 * Show probabilities of an image, pixels 0–255; `label` is the true class, null where nobody knows
 * it; `names` are the elements that name the classes. Returns what may be said, as `judge` does.
 */
export function showPrediction(probabilities, label, pixels, names) {
  const { classNames } = data.dataset;
  const order = probabilities.map((_, index) => index);
  if (classNames.length > 2 * LISTED) {
    order.sort((a, b) => probabilities[b] - probabilities[a]).splice(LISTED);
  }
  const predicted = likeliest(probabilities);
  const judgement = judge(pixels, probabilities);
  byId("predictions").classList.toggle("unasked", judgement === "empty");
  showBars(
    byId("predictions"),
    order.map((index) => ({
      name: names[index],
      probability: probabilities[index],
      isPredicted: index === predicted && judgement === "sure",
    })),
  );
  const said = answer(judgement, classNames[predicted], probabilities[predicted]);
  byId("prediction-sentence").textContent =
    label === null ? said : say("network.truth", { answer: said, name: classNames[label] });
  return judgement;
}
