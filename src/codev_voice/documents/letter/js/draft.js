// Her changes, kept by her browser until she erases them; sealed when the letter was, or the phrase would have protected nothing.

const DRAFT = 1;

function keeper(letter, key) {
  const place = `codev-voice ${letter.id}`;
  const sealing = key && hkdf(key, utf8("codev-voice"), "brouillon");
  return {
    /** False when this browser keeps nothing. */
    keep(sheets) {
      try {
        const plain = JSON.stringify({ draft: DRAFT, sheets: sheets.map(draftOf) });
        localStorage.setItem(place, sealing ? sealedDraft(sealing, plain) : plain);
        return true;
      } catch {
        return false;
      }
    },
    /** What was kept for this very letter; null when there is nothing, or nothing that can be read. */
    recall() {
      try {
        const kept = localStorage.getItem(place);
        const found = kept && JSON.parse(sealing ? openedDraft(sealing, kept) : kept);
        return found && found.draft === DRAFT ? found.sheets : null;
      } catch {
        return null;
      }
    },
    erase() {
      try {
        localStorage.removeItem(place);
      } catch {
        // nothing was kept either
      }
    },
  };
}

/** Without the quotations, which the letter holds. */
function draftOf({ entries, removed, decision, chosen, audience }) {
  const bare = ({ quotes, opened, ...entry }) => entry;
  return { entries: entries.map(bare), removed: removed.map(bare), decision, chosen, audience };
}

/** A sheet as she left it. */
function taken(sheet, draft) {
  const whole = (entry) => ({ ...entry, quotes: (sheet.known.get(entry.id) || { quotes: [] }).quotes });
  return { ...sheet, ...draft, entries: draft.entries.map(whole), removed: draft.removed.map(whole) };
}

function sealedDraft(key, plain) {
  const nonce = randomBytes(12);
  return base64(joined(nonce, chachaSeal(key, nonce, utf8(plain))));
}

function openedDraft(key, kept) {
  const bytes = fromBase64(kept);
  return fromUtf8(chachaOpen(key, bytes.subarray(0, 12), bytes.subarray(12)));
}
