// Moments and lists as French reads them. Pure.

const NARROW = "\u202f";
export const BLANK = "\u00a0";

/** A moment in the session: 12:05, 1:02:05. */
export function moment(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** « Karim, Nadia et Paul ». */
export function list(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} et ${names[names.length - 1]}`;
}

/** « quelques mots » between their marks, with the thin blanks of French. */
export const quoted = (text) => `«${NARROW}${text}${NARROW}»`;

/** Blanks that French keeps with their sign, so that no line begins with a question mark. */
export const typeset = (text) => (text || "").replace(/ (?=[?!:;»%])/g, BLANK).replace(/« /g, `«${BLANK}`);

export const decimal = (number) => number.toFixed(1).replace(".", ",");

const DAY = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** « mardi 24 novembre 2026 à 16 h 05 », on this machine's clock. */
export function longDate(moment) {
  const at = new Date(moment);
  return `${DAY.format(at)} à ${at.getHours()}${BLANK}h${BLANK}${String(at.getMinutes()).padStart(2, "0")}`;
}

export const count = (number, word) => `${number}${BLANK}${word}${number > 1 ? "s" : ""}`;
