const COMPACT_AT = 1024;

/** First in, first out, without the cost of `Array.shift` on long arrays. */
export class Queue<Item> {
  private items: Item[] = [];
  private head = 0;

  get size(): number {
    return this.items.length - this.head;
  }

  push(item: Item): void {
    this.items.push(item);
  }

  shift(): Item | undefined {
    if (this.head >= this.items.length) return undefined;
    const item = this.items[this.head];
    this.head += 1;
    if (this.head === this.items.length) {
      this.items = [];
      this.head = 0;
    } else if (this.head >= COMPACT_AT && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  /** Removes and returns up to `most` items. */
  takeWhile(most: number, accept: (item: Item) => boolean): Item[] {
    const taken: Item[] = [];
    for (let item = this.items[this.head]; item !== undefined; item = this.items[this.head]) {
      if (taken.length >= most || !accept(item)) break;
      taken.push(item);
      this.shift();
    }
    return taken;
  }
}
