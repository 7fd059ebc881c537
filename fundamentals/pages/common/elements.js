/** Small helpers to build the page. */

import { onLanguage, say } from "./language.js";

export const byId = (id) => document.getElementById(id);

/** Make an element with properties (or, with a hyphen or for "role", attributes) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  setProperties(made, properties);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function setProperties(target, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") target.setAttribute(name, value);
    else target[name] = value;
  }
}

/**
 * Fill `container` with buttons of which one is pressed. `choices` are { value, key } with the key
 * of their text, or { value, text }; `content` is shown in place of it. Returns a function that
 * presses one without calling `onChoose`; a value that no button has releases all.
 */
export function choiceButtons(container, choices, chosen, onChoose) {
  const buttons = choices.map(({ value, key, text, content }) => {
    const button = element("button", { type: "button" }, content ?? text ?? "");
    if (key && content) onLanguage(() => button.setAttribute("aria-label", say(key)));
    else if (key) onLanguage(() => (button.textContent = say(key)));
    button.addEventListener("click", () => {
      press(value);
      onChoose(value);
    });
    return [value, button];
  });
  const press = (value) =>
    buttons.forEach(([own, button]) => button.setAttribute("aria-pressed", own === value));
  container.append(...buttons.map(([, button]) => button));
  press(chosen);
  return press;
}
