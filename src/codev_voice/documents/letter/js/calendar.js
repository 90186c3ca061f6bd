// The plan's dates for her calendar (RFC 5545). Pure.

const CALENDAR_PARTS = ["je_fais", "peut_etre"];

/** What she does or may do, with a date. */
const dated = (sheet) => standing(sheet).filter((entry) => CALENDAR_PARTS.includes(entry.part) && entry.details && day(entry.details.due));

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");

/** Lines of at most 75 bytes, never cut inside a letter. */
function folded(line) {
  const lines = [""];
  let room = 75;
  for (const letter of line) {
    const size = utf8(letter).length;
    if (size > room) {
      lines.push(" ");
      room = 74;
    }
    lines[lines.length - 1] += letter;
    room -= size;
  }
  return lines.join("\r\n");
}

const compact = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");

function eventOf(letter, sheet, entry, stamp) {
  const start = day(entry.details.due);
  const end = new Date(start.getTime() + 86400000);
  const { first_step: step, due_said: said } = entry.details;
  const about = [said && `Dit : « ${said} »`, step && `Premier pas : ${step}`].filter(Boolean).join("\n");
  return [
    "BEGIN:VEVENT",
    `UID:${letter.session.slice(0, 16)}-${sheet.base.consultation}-${hex(sha256(utf8(entry.id))).slice(0, 16)}@codev-voice`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(start)}`,
    `DTEND;VALUE=DATE:${compact(end)}`,
    `SUMMARY:${escaped(entry.part === "peut_etre" ? `Peut-être : ${entry.text}` : entry.text)}`,
    ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function calendarOf(letter, sheet, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = dated(sheet).flatMap((entry) => eventOf(letter, sheet, entry, stamp));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//codev-voice//lettre//FR", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR", ""];
  return lines.map(folded).join("\r\n");
}
