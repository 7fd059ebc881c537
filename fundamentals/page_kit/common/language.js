/** Both languages of every sentence, and the one that is shown. */

import { data } from "./data.js";

const LANGUAGES = ["en", "zh-Hant"];
const HTML_LANGUAGE = { en: "en", "zh-Hant": "zh-Hant-TW" };

/** The page opens in the language that it was made in; a choice holds until its tab is closed. */
const CHOICE = `language.${location.pathname}`;
let current = recall(CHOICE, "sessionStorage") ?? document.documentElement.lang;
const listeners = [];

/** Some browsers keep no storage for pages opened from a file: then nothing is remembered. */
export function recall(name, storage = "localStorage") {
  try {
    return globalThis[storage].getItem(`fundamentals.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value, storage = "localStorage") {
  try {
    globalThis[storage].setItem(`fundamentals.${name}`, value);
  } catch {
    // See recall.
  }
}

/** Return a text, { en, "zh-Hant" }, in the current language, its {name} fields filled in. */
export function inLanguage(text, values = {}) {
  return text[current].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return a sentence of the page in the current language. */
export const say = (key, values = {}) => inLanguage(data.texts[key], values);

/** Call `listener` now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

export function switchLanguage() {
  current = LANGUAGES[(LANGUAGES.indexOf(current) + 1) % LANGUAGES.length];
  remember(CHOICE, current, "sessionStorage");
  listeners.forEach((listener) => listener());
}

/** Fill in every element that names its text, or its label, in the page. */
export function translatePage() {
  document.documentElement.lang = HTML_LANGUAGE[current];
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = say(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}

/** A number as the slides write it: .56, 1, 256, −.25. */
export function figure(value) {
  const rounded = Math.round(value * 100) / 100;
  const text = Number.isInteger(rounded) ? String(Math.abs(rounded)) : Math.abs(rounded).toFixed(2);
  return (rounded < 0 ? "−" : "") + text.replace(/^0\./, ".");
}

/** A setting as the slides write it, with no digit more than it needs: .06, 1.5, -2. */
export const setting = (value) => String(value).replace(/^(-?)0\./, "$1.");

/** A share, rounded down: no network is sure to 100 %. */
export function percent(value) {
  return `${(Math.floor(1000 * value) / 10).toFixed(1)} %`;
}
