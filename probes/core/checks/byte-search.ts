/** The first position of `wanted` at or after `from`; -1 when it is not there. */
export function findBytes(haystack: Uint8Array, wanted: Uint8Array, from = 0): number {
  const [first] = wanted;
  if (first === undefined) return from;
  const last = haystack.length - wanted.length;
  for (
    let at = haystack.indexOf(first, from);
    at !== -1 && at <= last;
    at = haystack.indexOf(first, at + 1)
  ) {
    if (wanted.every((byte, index) => haystack[at + index] === byte)) return at;
  }
  return -1;
}

export function joinBytes(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}
