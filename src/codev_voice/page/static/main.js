// The page follows the session by server-sent events and draws what it knows; it decides nothing.

import { hide, isHidden, showCurtain, startCurtain } from "./curtain.js";
import { askMore, askStop } from "./dialogs.js";
import { $, toggle, write } from "./dom.js";
import { showDoor, startDoor } from "./door.js";
import { showFollowups } from "./followups.js";
import { micro, singleKeys, startKeys } from "./keys.js";
import { showNotice } from "./notices.js";
import { showPapers, startPapers } from "./papers.js";
import { showReview, startReview } from "./review.js";
import { showSpeech } from "./speech.js";
import { showStages, undo } from "./stages.js";
import { showStatus, startStatus } from "./status.js";
import { showTabs, startTabs } from "./tabs.js";
import { showTurns, startTurns } from "./turns.js";
import { after, isLive, noticeOf } from "./view.js";

const HOME = { accueil: "start", pause: "resume" };
const SILENT = 8000; // milliseconds without news, while it listens, after which the page says so

let view = after({}, "etat", {});
let heard = Date.now(); // when the server last spoke
let timed = Date.now(); // when the session's time was last told
let cut = false; // whether the stream is broken
let phase = null;
let asked = 0; // the drawing that is due

const current = () => view;

/** The session's time, told now and then by the server, walked on by the page's own clock while it listens. */
function now() {
  const since = view.phase === "ecoute" && view.recording && !cut ? Math.min((Date.now() - timed) / 1000, SILENT / 1000) : 0;
  return (view.t || 0) + since;
}

/** Why the page does not know what is going on, in words; empty when it does. */
function lost() {
  if (view.phase === "attente" || (!cut && (view.phase !== "ecoute" || Date.now() - heard < SILENT))) return "";
  if (view.phase === "fin" || view.phase === "lecture") return "Le programme est fermé. Ce qui est affiché reste lisible ; plus rien ne peut être changé d'ici.";
  return "La page n'a plus de nouvelles du programme et le cherche. Si cela dure, lancez « codev-voice resume » : rien de ce qui a été gardé n'est perdu.";
}

/** Whether something waits for the facilitator in the session, while she looks elsewhere. */
const needsHer = () => isLive(view) && ($("asks").querySelector(":scope > :not(.ready)") !== null || noticeOf(view) !== null);

function draw() {
  asked = 0;
  const focused = document.activeElement;
  const line = lost();
  document.body.dataset.phase = view.phase;
  document.body.dataset.lost = String(Boolean(line));
  toggle($("waiting"), view.phase === "attente" && document.body.dataset.hidden !== "true");
  showTabs(view, needsHer());
  showCurtain(view, line);
  showStages(view, current);
  showDoor(view);
  showFollowups(view);
  showNotice(view, now());
  showStatus(view, line, now());
  showSpeech(view);
  showTurns(view, current);
  showPapers(view);
  showReview(view);
  if (phase !== null && phase !== view.phase) write($("tell"), $("state-words").textContent);
  phase = view.phase;
  // What held the focus is gone: the keyboard goes on from what matters now, not from the top of the page.
  if (focused && focused !== document.body && !(focused.isConnected && focused.checkVisibility())) $(isHidden() ? "show" : HOME[view.phase] || "said").focus({ preventScroll: true });
}

/** Draw once for all that came within a frame; a page in the background is drawn by its timer. */
function redraw() {
  if (!asked) asked = requestAnimationFrame(draw);
}

function listen() {
  const source = new EventSource("events");
  for (const kind of ["etat", "change", "vif"])
    source.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      view = after(view, kind, data);
      heard = Date.now();
      if ("t" in data) timed = heard;
      cut = false;
      redraw();
    });
  source.addEventListener("error", () => {
    cut = true;
    redraw();
    // The browser comes back by itself unless the server answered something else than a stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

startCurtain();
startStatus();
startDoor(redraw);
startTurns();
startTabs(redraw);
startPapers(current, redraw);
startReview(current, redraw);
startKeys(current, draw);
$("micro").addEventListener("click", () => micro(view));
$("resume").addEventListener("click", () => $("resume").getAttribute("aria-disabled") !== "true" && micro(view));
$("undo").addEventListener("click", () => undo(view));
$("finish").addEventListener("click", () => askStop(view));
$("more").addEventListener("click", () => askMore(view, singleKeys));
for (const id of ["hide", "show"])
  $(id).addEventListener("click", () => {
    hide(id === "hide");
    draw();
    $(id === "hide" ? "show" : "hide").focus();
  });
setInterval(draw, 1000);
listen();
