// age files of one passphrase (age-encryption.org/v1, scrypt): what the letter is in, and what the answer is put in.

const AGE_PIECE = 65536;
const AGE_HEAVIEST = 17; // 128 MB: what a telephone still bears

const bare64 = (bytes) => base64(bytes).replace(/=+$/, "");

/** The passphrase as both sides read it: telephones and keyboards neither code accents nor end lines in one way. */
const phraseBytes = (phrase) => utf8(phrase.trim().normalize("NFC"));

async function wrapKey(phrase, salt, logN, breathe) {
  return scrypt(phraseBytes(phrase), joined(utf8("age-encryption.org/v1/scrypt"), salt), logN, 8, 1, 32, breathe);
}

const headerTag = (key, header) => bare64(hmac(hkdf(key, new Uint8Array(0), "header"))(utf8(header)));

/** Pieces of 64 KiB, each under its number, the last one marked. */
function payload(key, bytes, change) {
  const sealedSize = change === chachaOpen ? AGE_PIECE + 16 : AGE_PIECE;
  const pieces = [];
  const count = Math.max(1, Math.ceil(bytes.length / sealedSize));
  for (let rank = 0; rank < count; rank += 1) {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(7, rank);
    nonce[11] = rank === count - 1 ? 1 : 0;
    const piece = change(key, nonce, bytes.subarray(rank * sealedSize, (rank + 1) * sealedSize));
    if (piece === null) return null;
    pieces.push(piece);
  }
  return joined(...pieces);
}

/** The content and the key of the file, or null when the phrase is not the right one. Throws when it is no such file, or an altered one. */
async function ageOpen(bytes, phrase, breathe) {
  const text = String.fromCharCode(...bytes.subarray(0, 400));
  const found = /^(age-encryption\.org\/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---) ([A-Za-z0-9+/]{43})\n/.exec(text);
  if (!found || Number(found[3]) > AGE_HEAVIEST) throw new Error("age");
  const [whole, header, salt, logN, wrapped, tag] = found;
  const wrapping = await wrapKey(phrase, fromBase64(salt), Number(logN), breathe);
  const key = chachaOpen(wrapping, new Uint8Array(12), fromBase64(wrapped));
  if (key === null) return null;
  if (headerTag(key, header) !== tag) throw new Error("age");
  const body = bytes.subarray(whole.length);
  const content = body.length < 32 ? null : payload(hkdf(key, body.subarray(0, 16), "payload"), body.subarray(16), chachaOpen);
  if (content === null) throw new Error("age");
  return { content, key };
}

async function ageSeal(bytes, phrase, logN, breathe) {
  const [key, salt, nonce] = [randomBytes(16), randomBytes(16), randomBytes(16)];
  const wrapped = chachaSeal(await wrapKey(phrase, salt, logN, breathe), new Uint8Array(12), key);
  const header = `age-encryption.org/v1\n-> scrypt ${bare64(salt)} ${logN}\n${bare64(wrapped)}\n---`;
  return joined(utf8(`${header} ${headerTag(key, header)}\n`), nonce, payload(hkdf(key, nonce, "payload"), bytes, chachaSeal));
}
