// The plan's dates for her calendar (RFC 5545). Pure.

/** What she does, on days that are certain: a wish is no promise. */
const dated = (sheet) => standing(sheet).filter((entry) => entry.part === "je_fais" && entry.details && day(entry.details.due));

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

/** Named as `documents/render/ics.py` names it: the file that comes later, once approved, is of the same event. */
function eventOf(letter, sheet, entry, stamp) {
  const start = day(entry.details.due);
  const end = new Date(start.getTime() + 86400000);
  const { first_step: step, due_said: said } = entry.details;
  const about = [said && `Dit : « ${said} »`, step && `Premier pas : ${step}`].filter(Boolean).join("\n");
  return [
    "BEGIN:VEVENT",
    `UID:${hex(sha256(utf8(`${letter.session}\n${sheet.base.consultation}\n${entry.id}`))).slice(0, 32)}@codev-voice`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(start)}`,
    `DTEND;VALUE=DATE:${compact(end)}`,
    `SUMMARY:${escaped(entry.text)}`,
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
