// The keyboard: one key for what cannot wait.

import { act } from "./acts.js";
import { hide, isHidden } from "./curtain.js";
import { isAsking } from "./dialogs.js";
import { go, undo } from "./stages.js";

const REMEMBERED = "codev-keys";

/** Whether keys alone act: somebody who dictates to her machine may turn them off. */
export const singleKeys = {
  get: () => sessionStorage.getItem(REMEMBERED) !== "off",
  set: (on) => sessionStorage.setItem(REMEMBERED, on ? "on" : "off"),
};

export function micro(view) {
  if (view.phase === "ecoute") act("pause");
  else if (view.phase === "pause") act("resume");
}

export function startKeys(current, redraw) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.altKey || event.metaKey) return;
    const letter = event.key.toLowerCase();
    const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.ctrlKey) {
      if (letter === "z" && !event.shiftKey && !typing && !isAsking() && !isHidden() && document.body.dataset.place === "seance") done(event, () => undo(current()));
      return;
    }
    if (event.key === "Escape" && !isAsking()) return done(event, () => (hide(!isHidden()), redraw()));
    if (typing || !singleKeys.get()) return;
    if (letter === "m") return done(event, () => (hide(!isHidden()), redraw()));
    if (letter === "p") return done(event, () => micro(current()));
    if (isHidden() || isAsking() || document.body.dataset.place !== "seance") return; // a stage moves where it is seen
    if (letter === "u") return done(event, () => undo(current()));
    // By place, not by sign: the digits of a French keyboard ask for Shift.
    const digit = /^(?:Digit|Numpad)([0-6])$/.exec(event.code);
    if (digit) done(event, () => go(current(), Number(digit[1])));
  });
}

function done(event, then) {
  event.preventDefault();
  then();
}
