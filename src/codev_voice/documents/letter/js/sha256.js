// SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869) and PBKDF2 of one round (RFC 8018): a page opened from a file has no crypto.subtle.

const SHA_ROUNDS = shaConstants(64, 1 / 3);
const SHA_START = shaConstants(8, 1 / 2);

/** The first 32 bits of the fractional parts of the roots of the first primes. */
function shaConstants(count, power) {
  const found = new Uint32Array(count);
  for (let number = 2, at = 0; at < count; number += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) prime = prime && number % divisor !== 0;
    if (prime) {
      const root = number ** power;
      found[at] = Math.floor((root - Math.floor(root)) * 2 ** 32);
      at += 1;
    }
  }
  return found;
}

function sha256(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  const state = SHA_START.slice();
  const words = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) shaBlock(state, words, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => digest.setUint32(4 * index, word));
  return new Uint8Array(digest.buffer);
}

function shaBlock(state, words, view, start) {
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  for (let t = 0; t < 16; t += 1) words[t] = view.getUint32(start + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const early = turn(words[t - 15], 7) ^ turn(words[t - 15], 18) ^ (words[t - 15] >>> 3);
    const late = turn(words[t - 2], 17) ^ turn(words[t - 2], 19) ^ (words[t - 2] >>> 10);
    words[t] = words[t - 16] + early + words[t - 7] + late;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + SHA_ROUNDS[t] + words[t]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] += word));
}

/** A function of the message, for one key: its two halves of the block are made once. */
function hmac(key) {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = block.map((byte) => byte ^ 0x5c);
  return (message) => sha256(joined(outer, sha256(joined(inner, message))));
}

/** 32 bytes, which is all that age asks for. */
function hkdf(secret, salt, info) {
  return hmac(hmac(salt)(secret))(joined(utf8(info), Uint8Array.of(1)));
}

/** One round, as scrypt asks for it. */
function pbkdf2(password, salt, length) {
  const keyed = hmac(password);
  const blocks = [];
  for (let number = 1; (number - 1) * 32 < length; number += 1) {
    blocks.push(keyed(joined(salt, Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number))));
  }
  return joined(...blocks).subarray(0, length);
}
