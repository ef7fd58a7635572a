const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Uint32Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));

/** RFC 1321, in hex. Only for digest sign-in, whose first version knows nothing better; Web Crypto does not offer it. */
export function md5(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text));
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let from = 0; from < words.length; from += 16) mix(state, words.subarray(from, from + 16));
  return [...new Uint8Array(state.buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Little-endian words, as all platforms that run JavaScript have them. */
function paddedWords(bytes: Uint8Array): Uint32Array {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (bytes.length * 8) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  return new Uint32Array(padded.buffer);
}

function mix(state: Uint32Array, block: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const [chosen, word] = choose(round, step, [b, c, d]);
    const sum = (a + chosen + (SINES[step] ?? 0) + (block[word] ?? 0)) | 0;
    const shift = SHIFTS[round * 4 + (step % 4)] ?? 0;
    const turned = (sum << shift) | (sum >>> (32 - shift));
    [a, b, c, d] = [d, (b + turned) | 0, b, c];
  }
  state.set([(state[0] ?? 0) + a, (state[1] ?? 0) + b, (state[2] ?? 0) + c, (state[3] ?? 0) + d]);
}

function choose(
  round: number,
  step: number,
  [b, c, d]: [number, number, number],
): [mixed: number, word: number] {
  if (round === 0) return [(b & c) | (~b & d), step];
  if (round === 1) return [(d & b) | (~d & c), (5 * step + 1) % 16];
  if (round === 2) return [b ^ c ^ d, (3 * step + 5) % 16];
  return [c ^ (b | ~d), (7 * step) % 16];
}
