/** Bytes that come in pieces of any size and leave in others. */
export class ByteQueue {
  length = 0;
  #pieces: Buffer[] = [];

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
    this.length += piece.length;
  }

  /** The first `size` bytes, which must be there. */
  take(size: number): Buffer {
    const taken = this.peek(size);
    this.length -= size;
    const [first] = this.#pieces;
    if (first !== undefined && size < first.length) this.#pieces[0] = first.subarray(size);
    else if (size > 0) this.#pieces.shift();
    return taken;
  }

  /** Joins pieces where `size` reaches over several; they stay joined. */
  peek(size: number): Buffer {
    if (size > this.length) throw new RangeError("There are not so many bytes.");
    const [first] = this.#pieces;
    if (first === undefined || size <= first.length) return first?.subarray(0, size) ?? Buffer.alloc(0);
    let joined = 0;
    let count = 0;
    while (joined < size) {
      joined += this.#pieces[count]?.length ?? 0;
      count += 1;
    }
    const whole = Buffer.concat(this.#pieces.slice(0, count));
    this.#pieces = [whole, ...this.#pieces.slice(count)];
    return whole.subarray(0, size);
  }

  peekUInt32(): number {
    return this.peek(4).readUInt32BE();
  }
}
