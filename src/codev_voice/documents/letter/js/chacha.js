// ChaCha20-Poly1305 (RFC 8439), with no additional data, as age seals its pieces.

function chachaBlock(key, counter, nonce) {
  const start = new Uint32Array(16);
  start.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  const little = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(4 * at, true);
  for (let at = 0; at < 8; at += 1) start[4 + at] = little(key, at);
  start[12] = counter;
  for (let at = 0; at < 3; at += 1) start[13 + at] = little(nonce, at);
  const x = start.slice();
  for (let round = 0; round < 10; round += 1) {
    for (let at = 0; at < 4; at += 1) quarter(x, at, 4 + at, 8 + at, 12 + at);
    for (let at = 0; at < 4; at += 1) quarter(x, at, 4 + ((at + 1) % 4), 8 + ((at + 2) % 4), 12 + ((at + 3) % 4));
  }
  const view = new DataView(new ArrayBuffer(64));
  x.forEach((word, at) => view.setUint32(4 * at, word + start[at], true));
  return new Uint8Array(view.buffer);
}

function quarter(x, a, b, c, d) {
  x[a] += x[b]; x[d] ^= x[a]; x[d] = (x[d] << 16) | (x[d] >>> 16);
  x[c] += x[d]; x[b] ^= x[c]; x[b] = (x[b] << 12) | (x[b] >>> 20);
  x[a] += x[b]; x[d] ^= x[a]; x[d] = (x[d] << 8) | (x[d] >>> 24);
  x[c] += x[d]; x[b] ^= x[c]; x[b] = (x[b] << 7) | (x[b] >>> 25);
}

function chacha20(key, counter, nonce, bytes) {
  const changed = bytes.slice();
  for (let at = 0; at < bytes.length; at += 64) {
    const stream = chachaBlock(key, counter + at / 64, nonce);
    for (let byte = at; byte < Math.min(at + 64, bytes.length); byte += 1) changed[byte] ^= stream[byte - at];
  }
  return changed;
}

function poly1305(key, bytes) {
  const block = new DataView(new ArrayBuffer(16));
  const number = (part) => {
    new Uint8Array(block.buffer).fill(0).set(part);
    return block.getBigUint64(0, true) | (block.getBigUint64(8, true) << 64n);
  };
  const r = number(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  const prime = (1n << 130n) - 5n;
  let sum = 0n;
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    sum = ((sum + number(part) + (1n << BigInt(8 * part.length))) * r) % prime;
  }
  const tag = sum + number(key.subarray(16, 32));
  block.setBigUint64(0, BigInt.asUintN(64, tag), true);
  block.setBigUint64(8, BigInt.asUintN(64, tag >> 64n), true);
  return new Uint8Array(block.buffer);
}

function chachaTag(key, nonce, sealed) {
  const padding = new Uint8Array((16 - (sealed.length % 16)) % 16);
  const lengths = new Uint8Array(16);
  new DataView(lengths.buffer).setUint32(8, sealed.length, true);
  return poly1305(chachaBlock(key, 0, nonce).subarray(0, 32), joined(sealed, padding, lengths));
}

function chachaSeal(key, nonce, bytes) {
  const sealed = chacha20(key, 1, nonce, bytes);
  return joined(sealed, chachaTag(key, nonce, sealed));
}

/** What was sealed, or null when it was not with this key or was altered. */
function chachaOpen(key, nonce, bytes) {
  if (bytes.length < 16) return null;
  const sealed = bytes.subarray(0, bytes.length - 16);
  return sameBytes(chachaTag(key, nonce, sealed), bytes.subarray(bytes.length - 16)) ? chacha20(key, 1, nonce, sealed) : null;
}
