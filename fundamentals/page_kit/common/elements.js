/** Small helpers to build the page. */

import { inLanguage, onLanguage, say } from "./language.js";

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
 * of their text, { value, title } with a text in both languages, or { value, text } with one that
 * needs no translation; `content` is shown in place of it. Returns a function that presses one
 * without calling `onChoose`; a value that no button has releases all.
 */
export function choiceButtons(container, choices, chosen, onChoose) {
  const buttons = choices.map(({ value, key, title, text, content }) => {
    const button = element("button", { type: "button" }, content ?? text ?? "");
    if (key && content) onLanguage(() => button.setAttribute("aria-label", say(key)));
    else if (key) onLanguage(() => (button.textContent = say(key)));
    else if (title) onLanguage(() => (button.textContent = inLanguage(title)));
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
  roving(container);
  return press;
}

/** The controls of a group that are shown. */
const controlsOf = (container) =>
  [...container.querySelectorAll("button, input")].filter((control) => control.offsetParent);

/**
 * Make a group of controls one tab stop: arrow keys, home and end move within it. Returns a function
 * that makes a control the one to enter by.
 */
export function roving(container) {
  const enter = (entered) => {
    for (const control of container.querySelectorAll("button, input")) {
      control.tabIndex = control === entered ? 0 : -1;
    }
  };
  container.addEventListener("focusin", ({ target }) => enter(target));
  container.addEventListener("keydown", (event) => {
    const next = destination(event.key, event.target, controlsOf(container));
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  const pressed = container.querySelector('[aria-pressed="true"], [aria-selected="true"]');
  enter(pressed ?? container.querySelector("button, input"));
  return enter;
}

const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function destination(key, from, controls) {
  if (key === "Home") return controls[0];
  if (key === "End") return controls.at(-1);
  if (!(key in DIRECTIONS)) return null;
  const [right, down] = DIRECTIONS[key];
  const nearest = nearestTowards(from, right, down, controls);
  // At the end of a line, left and right go on in the next one.
  return nearest ?? controls[controls.indexOf(from) + right] ?? null;
}

/** The control that lies nearest in a direction; what lies aside counts as further away. */
function nearestTowards(from, right, down, controls) {
  const here = center(from);
  let best = null;
  let least = Infinity;
  for (const control of controls) {
    const there = center(control);
    const ahead = (there.x - here.x) * right + (there.y - here.y) * down;
    const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * right);
    const inLine = down || aside < here.height;
    if (ahead > 1 && inLine && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = control;
    }
  }
  return best;
}

function center(control) {
  const { left, top, width, height } = control.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, height };
}
