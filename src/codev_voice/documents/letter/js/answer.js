// What she gives back: a small file, or a text for those whose telephone keeps no file.

const ANSWER = "codev-voice reponse";
const ANSWER_VERSION = 1;
const ANSWER_WORK = 15;
const FENCES = ["-----BEGIN CODEV-VOICE REPONSE-----", "-----END CODEV-VOICE REPONSE-----"];
const AGE_FENCES = ["-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"];

/** Only the documents that she changed or decided on. */
function answerOf(letter, sheets, person, at) {
  const documents = sheets
    .map((sheet) => ({
      consultation: sheet.base.consultation,
      document: sheet.base.document,
      version: sheet.base.version,
      digest: sheet.base.digest,
      changes: changesOf(sheet),
      after: digestOf(sheet),
      decision: decisionOf(sheet),
    }))
    .filter((one) => one.changes.length || one.decision);
  return { format: ANSWER, version: ANSWER_VERSION, session: letter.session, letter: letter.id, person, at, documents };
}

/** Lines of 64 signs between two fences: a mail may wrap or quote them, `approve` reads them all the same. */
function armoured(bytes, [begin, end]) {
  return [begin, ...(base64(bytes).match(/.{1,64}/g) || []), end, ""].join("\n");
}

/** The file's bytes, its name and its text for a mail. */
async function packed(letter, answer, phrase, breathe) {
  const plain = utf8(`${JSON.stringify(answer, null, 1)}\n`);
  if (phrase === null) return { name: letter.names.answer, bytes: plain, text: armoured(plain, FENCES) };
  const bytes = await ageSeal(plain, phrase, ANSWER_WORK, breathe);
  return { name: `${letter.names.answer}.age`, bytes, text: armoured(bytes, AGE_FENCES) };
}

/** Copied, or false when the browser lets nobody: the text then stays to be copied by hand. */
async function copiedAway(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    area.focus();
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}
