/** One view at a time, each behind its tab; the address says which: page.html#convolution. */

import { byId, roving } from "./elements.js";

/** These views work on what the pad shows: it stands beside them. */
const BESIDE_PAD = ["network"];

/** Show the view that the address names; a view without content has no tab. */
export function setUpViews() {
  const tabs = [...byId("views").children];
  const panelOf = (tab) => byId(tab.getAttribute("aria-controls"));
  for (const tab of tabs) tab.hidden = panelOf(tab).childElementCount === 0;

  const show = (shown) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", tab === shown);
      panelOf(tab).hidden = tab !== shown;
    }
    byId("image-input").hidden = !BESIDE_PAD.includes(panelOf(shown).id);
    document.body.dataset.view = panelOf(shown).id;
  };
  const follow = () => {
    const asked = byId(`${location.hash.slice(1)}-tab`);
    show(asked && !asked.hidden ? asked : tabs[0]);
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      // In a notebook's frame the page has no address that could name a view.
      if (location.protocol !== "about:") {
        history.replaceState(null, "", `#${panelOf(tab).id}`);
      }
      show(tab);
    });
  }
  addEventListener("hashchange", follow);
  follow();
  roving(byId("views"));
}
