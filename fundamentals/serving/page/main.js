/** Put the page together. */

import { Camera } from "./camera.js";
import { data } from "./data.js";
import { DrawingPad } from "./drawing_pad.js";
import { byId } from "./elements.js";
import { asFile } from "./kept_pictures.js";
import { onLanguage, say } from "./language.js";
import { setUpPadTools } from "./pad_tools.js";
import { PictureSaving } from "./picture_saving.js";
import { PredictionRequests } from "./prediction_requests.js";
import { PredictionView } from "./prediction_view.js";
import { setUpPreferences } from "./preferences.js";
import { Upload } from "./upload.js";

/** Milliseconds that the pen rests before the model is asked. */
const REST = 250;

/** The side of the frames that the model is asked about, in pixels: more would take longer. */
const FRAME = Math.max(224, ...data.shape);

const isDrawn = data.framing !== "center";
const view = new PredictionView(isDrawn);
const saving = new PictureSaving();
const requests = new PredictionRequests(view, (picture) => saving.offer(picture));
const camera = new Camera(byId("camera"), { onFrame: askAboutFrame, onSwitch: switchCamera });

async function askAboutFrame() {
  const picture = await asFile(camera.frame(FRAME, FRAME), "image/jpeg");
  if (camera.isOn) await requests.ask(picture);
}

function switchCamera(isOn) {
  view.setLive(isOn);
  saving.watch(isOn ? camera : null);
  requests.forget();
}

function setUpPad() {
  let timer;
  const pad = new DrawingPad(byId("pad"), [data.pad, data.pad, 1], () => {
    clearTimeout(timer);
    if (pad.isEmpty) return requests.forget();
    camera.stop();
    timer = setTimeout(() => pad.canvas.toBlob((drawing) => requests.ask(drawing)), REST);
  });
  setUpPadTools(pad, () => {
    clearTimeout(timer);
    requests.forget();
  });
}

setUpPreferences({ model: data.model });
onLanguage(() => {
  byId("lead").textContent = say(isDrawn ? "lead.drawn" : "lead.shown", { model: data.model });
});
// A model of photographs has no use for lines on black.
byId("drawing").hidden = !isDrawn;
if (isDrawn) setUpPad();
new Upload(requests, view, () => camera.stop());
