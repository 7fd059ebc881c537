/** The two buttons that every page has: language and theme. */

import { byId } from "./elements.js";
import { onLanguage, recall, remember, say, switchLanguage, translatePage } from "./language.js";

/** `values` fill in the title of the browser's tab. */
export function setUpPreferences(values) {
  setUpLanguage(values);
  setUpTheme();
}

function setUpLanguage(values) {
  byId("language").addEventListener("click", switchLanguage);
  onLanguage(() => {
    translatePage();
    document.title = say("page_title", values);
    byId("language").textContent = say("other_language");
    byId("language").lang = say("other_language_code");
  });
}

function setUpTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  let theme = recall("theme") ?? system;
  const show = () => {
    document.documentElement.style.colorScheme = theme;
    byId("theme").textContent = say(theme === "dark" ? "theme.light" : "theme.dark");
  };
  byId("theme").addEventListener("click", () => {
    theme = theme === "dark" ? "light" : "dark";
    remember("theme", theme);
    show();
  });
  onLanguage(show);
}
