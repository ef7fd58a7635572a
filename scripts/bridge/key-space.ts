import { wrongType } from "./command-error.ts";
import { StreamValue } from "./stream-value.ts";

export type StringValue = { readonly kind: "string"; readonly text: string };
type Value = StringValue | StreamValue;
type Slot = { value: Value; expiresAt: number | null };

/** The keys of the memory engine; an expired key is gone at its next look-up. */
export class KeySpace {
  private readonly slots = new Map<string, Slot>();
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  has(key: string): boolean {
    return this.slot(key) !== null;
  }

  findString(key: string): string | null {
    const value = this.slot(key)?.value;
    if (!value) return null;
    if (value.kind !== "string") throw wrongType();
    return value.text;
  }

  setString(key: string, text: string, expiresAt: number | null): void {
    this.slots.set(key, { value: { kind: "string", text }, expiresAt });
  }

  /** Changes the text and keeps the time to live. */
  replaceString(key: string, text: string): void {
    this.setString(key, text, this.slot(key)?.expiresAt ?? null);
  }

  findStream(key: string): StreamValue | null {
    const value = this.slot(key)?.value;
    if (!value) return null;
    if (value.kind !== "stream") throw wrongType();
    return value;
  }

  addStream(key: string): StreamValue {
    const stream = new StreamValue();
    this.slots.set(key, { value: stream, expiresAt: null });
    return stream;
  }

  expireAt(key: string, at: number): boolean {
    const slot = this.slot(key);
    if (!slot) return false;
    slot.expiresAt = at;
    return true;
  }

  delete(key: string): boolean {
    return this.slot(key) !== null && this.slots.delete(key);
  }

  clear(): void {
    this.slots.clear();
  }

  private slot(key: string): Slot | null {
    const slot = this.slots.get(key);
    if (!slot) return null;
    if (slot.expiresAt === null || slot.expiresAt > this.now()) return slot;
    this.slots.delete(key);
    return null;
  }
}
