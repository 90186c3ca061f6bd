// One key hides everything at once, for a screen share, and shows it again; a page reloaded while hidden stays hidden.

import { $, toggle, write } from "./dom.js";
import { close, isAsking } from "./dialogs.js";
import { stateOf } from "./status.js";

const REMEMBERED = "codev-hidden";

export const isHidden = () => document.body.dataset.hidden === "true";

export function hide(hidden) {
  document.body.dataset.hidden = String(hidden);
  if (hidden && isAsking()) close();
  if (hidden) sessionStorage.setItem(REMEMBERED, "1");
  else sessionStorage.removeItem(REMEMBERED);
}

export function startCurtain() {
  hide(sessionStorage.getItem(REMEMBERED) === "1");
}

/** Nothing of the session shows but whether it is listened to: that is no secret, and never to be hidden. */
export function showCurtain(view, lost) {
  toggle($("curtain"), isHidden());
  toggle($("app"), !isHidden() && view.phase !== "attente");
  toggle($("errors"), !isHidden());
  write($("curtain-words"), stateOf(view, lost));
}
