// French as it is read: dates, moments, numbers of things, blanks that never break. Pure.

const DAYS = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
const MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

/** A plain date, or null: « 2026-02-30 » is none. */
function day(iso) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  if (!found) return null;
  const [year, month, date] = found.slice(1).map(Number);
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made : null;
}

/** « jeudi 12 mars 2026 ». */
function inClear(iso) {
  const made = day(iso);
  if (!made) return "";
  const date = made.getUTCDate();
  return `${DAYS[made.getUTCDay()]} ${date === 1 ? "1er" : date} ${MONTHS[made.getUTCMonth()]} ${made.getUTCFullYear()}`;
}

/** « le 24 novembre à 18 h 05 », by the clock of whoever reads. */
function momentInClear(iso) {
  const made = new Date(iso);
  if (Number.isNaN(made.getTime())) return "";
  const minutes = String(made.getMinutes()).padStart(2, "0");
  const date = made.getDate();
  return `le ${date === 1 ? "1er" : date} ${MONTHS[made.getMonth()]} à ${made.getHours()}\u00a0h\u00a0${minutes}`;
}

/** A moment of the session: « à 12 min 05 ». */
function atMinute(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `à ${hours}\u00a0h\u00a0${two(minutes)}` : `à ${minutes}\u00a0min\u00a0${two(whole % 60)}`;
}

/** The blanks that French keeps with their sign, and its apostrophes; what would turn other words around is not shown. */
function typeset(text) {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/([\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, "$1\u2019")
    .replace(/(\S)[ \u00a0\u202f]*([;!?])(?!\S)/g, "$1\u202f$2")
    .replace(/(\S)[ \u00a0\u202f]+:(?!\S)/g, "$1\u00a0:")
    .replace(/«[ \u00a0\u202f]*/g, "«\u00a0")
    .replace(/[ \u00a0\u202f]*»/g, "\u00a0»");
}

/** Between guillemets; those already inside become English quotes. */
const quoted = (text) => `« ${text.replace(/«\s*/g, "\u201c").replace(/\s*»/g, "\u201d")} »`;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** « aucune ligne », « 1 ligne », « 3 lignes ». */
function counted(number, noun, feminine = true) {
  if (number === 0) return `${feminine ? "aucune" : "aucun"} ${noun}`;
  return `${number} ${noun}${number > 1 ? "s" : ""}`;
}
