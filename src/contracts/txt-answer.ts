/** What a look at the TXT records of a name found. */
export type TxtAnswer =
  | { kind: "records"; texts: readonly string[] }
  /** There is no such name, or nothing of this type. */
  | { kind: "none" }
  /** Nothing is known: `why` is a sentence. */
  | { kind: "failed"; why: string };

/** Looks TXT records up. Never rejects. */
export type ResolveTxt = (name: string) => Promise<TxtAnswer>;
