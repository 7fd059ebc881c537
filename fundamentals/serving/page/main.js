/** Put the page together. */

import { Asker } from "./asker.js";
import { data } from "./data.js";
import { DrawingPad } from "./drawing_pad.js";
import { byId } from "./elements.js";
import { onLanguage, say } from "./language.js";
import { setUpPadTools } from "./pad_tools.js";
import { setUpPreferences } from "./preferences.js";
import { Upload } from "./upload.js";
import { Verdict } from "./verdict.js";

/** Milliseconds that the pen rests before the model is asked. */
const REST = 250;

const isDrawn = data.framing !== "center";
const verdict = new Verdict(isDrawn);
const asker = new Asker(verdict);

function setUpPad() {
  let timer;
  const pad = new DrawingPad(byId("pad"), [data.pad, data.pad, 1], () => {
    clearTimeout(timer);
    if (pad.isEmpty) return asker.forget();
    timer = setTimeout(() => pad.canvas.toBlob((drawing) => asker.ask(drawing)), REST);
  });
  setUpPadTools(pad, () => {
    clearTimeout(timer);
    asker.forget();
  });
}

setUpPreferences({ model: data.model });
onLanguage(() => {
  byId("lead").textContent = say(isDrawn ? "lead.drawn" : "lead.shown", { model: data.model });
});
// A model of photographs has no use for lines on black.
byId("drawing").hidden = !isDrawn;
if (isDrawn) setUpPad();
new Upload(asker, verdict);
