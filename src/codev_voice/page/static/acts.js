// What somebody does on the page is sent to the program; what it refuses is said in one line, quietly, and goes.

import { $, make } from "./dom.js";

const SHOWN = 12000; // milliseconds
const LONG = 500; // milliseconds after which the page shows that something is being done

let waiting = 0; // acts that the program has not answered yet

let last = Promise.resolve();

/** Do it, after what was done before: two gestures never cross on the way. « Hors micro » alone waits for nothing. */
export function act(name, given = {}) {
  const done = (name === "pause" ? Promise.resolve() : last).then(() => send(name, given));
  last = Promise.all([last, done]);
  return done;
}

async function send(name, given) {
  waiting += 1;
  setTimeout(showBusy, LONG);
  try {
    const answer = await fetch("acts", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ act: name, ...given }),
    });
    if (answer.ok) return true;
    const said = answer.status === 409 ? (await answer.json()).error : null;
    complain(said || "Le programme n'a pas compris ce geste : rechargez la page.");
  } catch {
    complain("Le programme ne répond pas : le geste n'a pas été fait.");
  } finally {
    waiting -= 1;
    showBusy();
  }
  return false;
}

/** A session judged again takes a moment: a thin line says that it is being done. */
function showBusy() {
  document.body.dataset.busy = String(waiting > 0);
}

export function complain(line) {
  const node = make("p", {}, line);
  $("errors").replaceChildren(node);
  setTimeout(() => node.remove(), SHOWN);
}
