// scrypt (RFC 7914), with pauses so that the page goes on living while it works.

/** `breathe` is awaited from time to time with the share done, from 0 to 1. */
async function scrypt(password, salt, logN, r, p, length, breathe) {
  const count = 2 ** logN;
  const size = 32 * r;
  const bytes = pbkdf2(password, salt, 4 * size * p);
  const words = new Uint32Array(size * p);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  words.forEach((_, at) => (words[at] = view.getUint32(4 * at, true)));
  const past = new Uint32Array(count * size);
  for (let lane = 0; lane < p; lane += 1) {
    const share = (done) => (lane + done) / p;
    await mixed(words.subarray(lane * size, (lane + 1) * size), past, count, (done) => breathe && breathe(share(done)));
  }
  words.forEach((word, at) => view.setUint32(4 * at, word, true));
  return pbkdf2(password, bytes, length);
}

async function mixed(block, past, count, breathe) {
  const size = block.length;
  const spare = new Uint32Array(size);
  const salsa = new Uint32Array(16);
  for (let step = 0; step < 2 * count; step += 1) {
    if (step % 2048 === 0) await breathe(step / (2 * count));
    if (step < count) {
      past.set(block, step * size);
    } else {
      const at = (block[size - 16] & (count - 1)) * size;
      for (let word = 0; word < size; word += 1) block[word] ^= past[at + word];
    }
    blockMixed(block, spare, salsa);
  }
}

/** Even blocks come first, odd ones after. */
function blockMixed(block, spare, salsa) {
  const size = block.length;
  const half = size / 2;
  salsa.set(block.subarray(size - 16));
  for (let at = 0, rank = 0; at < size; at += 16, rank += 1) {
    for (let word = 0; word < 16; word += 1) salsa[word] ^= block[at + word];
    salsa8(salsa);
    spare.set(salsa, (rank >> 1) * 16 + (rank % 2) * half);
  }
  block.set(spare);
}

function salsa8(x) {
  let [x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15] = x;
  let u = 0;
  for (let round = 0; round < 4; round += 1) {
    u = (x0 + x12) | 0; x4 ^= (u << 7) | (u >>> 25);
    u = (x4 + x0) | 0; x8 ^= (u << 9) | (u >>> 23);
    u = (x8 + x4) | 0; x12 ^= (u << 13) | (u >>> 19);
    u = (x12 + x8) | 0; x0 ^= (u << 18) | (u >>> 14);
    u = (x5 + x1) | 0; x9 ^= (u << 7) | (u >>> 25);
    u = (x9 + x5) | 0; x13 ^= (u << 9) | (u >>> 23);
    u = (x13 + x9) | 0; x1 ^= (u << 13) | (u >>> 19);
    u = (x1 + x13) | 0; x5 ^= (u << 18) | (u >>> 14);
    u = (x10 + x6) | 0; x14 ^= (u << 7) | (u >>> 25);
    u = (x14 + x10) | 0; x2 ^= (u << 9) | (u >>> 23);
    u = (x2 + x14) | 0; x6 ^= (u << 13) | (u >>> 19);
    u = (x6 + x2) | 0; x10 ^= (u << 18) | (u >>> 14);
    u = (x15 + x11) | 0; x3 ^= (u << 7) | (u >>> 25);
    u = (x3 + x15) | 0; x7 ^= (u << 9) | (u >>> 23);
    u = (x7 + x3) | 0; x11 ^= (u << 13) | (u >>> 19);
    u = (x11 + x7) | 0; x15 ^= (u << 18) | (u >>> 14);
    u = (x0 + x3) | 0; x1 ^= (u << 7) | (u >>> 25);
    u = (x1 + x0) | 0; x2 ^= (u << 9) | (u >>> 23);
    u = (x2 + x1) | 0; x3 ^= (u << 13) | (u >>> 19);
    u = (x3 + x2) | 0; x0 ^= (u << 18) | (u >>> 14);
    u = (x5 + x4) | 0; x6 ^= (u << 7) | (u >>> 25);
    u = (x6 + x5) | 0; x7 ^= (u << 9) | (u >>> 23);
    u = (x7 + x6) | 0; x4 ^= (u << 13) | (u >>> 19);
    u = (x4 + x7) | 0; x5 ^= (u << 18) | (u >>> 14);
    u = (x10 + x9) | 0; x11 ^= (u << 7) | (u >>> 25);
    u = (x11 + x10) | 0; x8 ^= (u << 9) | (u >>> 23);
    u = (x8 + x11) | 0; x9 ^= (u << 13) | (u >>> 19);
    u = (x9 + x8) | 0; x10 ^= (u << 18) | (u >>> 14);
    u = (x15 + x14) | 0; x12 ^= (u << 7) | (u >>> 25);
    u = (x12 + x15) | 0; x13 ^= (u << 9) | (u >>> 23);
    u = (x13 + x12) | 0; x14 ^= (u << 13) | (u >>> 19);
    u = (x14 + x13) | 0; x15 ^= (u << 18) | (u >>> 14);
  }
  x[0] += x0; x[1] += x1; x[2] += x2; x[3] += x3; x[4] += x4; x[5] += x5; x[6] += x6; x[7] += x7;
  x[8] += x8; x[9] += x9; x[10] += x10; x[11] += x11; x[12] += x12; x[13] += x13; x[14] += x14; x[15] += x15;
}
