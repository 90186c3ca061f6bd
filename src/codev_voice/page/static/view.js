// What the page knows of the session: the whole view, kept up to date by what the server sends. Pure.

const EMPTY = { seq: 0, phase: "attente", people: [], rail: [], turns: [], notices: [], speech: [], voices: [], warnings: [], levels: {}, t: 0 };

/** The view once a message has come. */
export function after(view, kind, data) {
  if (kind === "etat") return { ...EMPTY, ...data };
  const { turns, ...others } = data;
  const next = { ...view, ...others };
  if (turns || "turn_count" in data) {
    next.turns = view.turns.slice();
    for (const turn of turns || []) next.turns[turn.index] = turn;
    if ("turn_count" in data) next.turns.length = data.turn_count;
  }
  return next;
}

export const stageOf = (view) => view.rail.find((stage) => stage.stage === view.stage) || null;

/** Whether the stages are followed: from the door to the end, listened to or not. */
export const isLive = (view) => ["accueil", "ecoute", "pause"].includes(view.phase);

/** Whether the session goes on without being listened to: somebody said no. */
export const isByHand = (view) => view.phase === "accueil" && refusing(view).length > 0;

export const refusing = (view) => view.people.filter((person) => person.consent === false).map((person) => person.name);

export const unasked = (view) => view.people.filter((person) => person.consent === null).map((person) => person.name);

/** The newest notice without an answer. */
export function noticeOf(view) {
  const open = view.notices.filter((notice) => !notice.answer);
  return open.length ? open.reduce((one, other) => (other.number > one.number ? other : one)) : null;
}
