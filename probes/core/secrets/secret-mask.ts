import type { SecretValue } from "./fill-secrets.ts";

/** A cut-off end of a secret is masked from this length on; less could be any text. */
const LEAST_REST = 4;
/** A name may be longer than what it stands for. No longer text has to stay shorter than this. */
const MOST_GROWN = 250;

type Form = { text: string; name: string };

/**
 * Replaces secrets by their names in whatever a check has seen: as they are, as a URL or JSON writes them, and in
 * base64 at each of its three alignments, which is how an echoed Authorization header holds them.
 */
export class SecretMask {
  /** The longest first, so that a secret that is part of another one does not leave the rest of it. */
  private readonly forms: readonly Form[];

  constructor(secrets: readonly SecretValue[]) {
    this.forms = secrets
      .flatMap(({ name, value }) => {
        const forms = [value, readAsLatin1(value)].flatMap(formsOf);
        return [...new Set(forms)].map((text) => ({ text, name }));
      })
      .filter(({ text }) => text.length >= LEAST_REST)
      .sort((one, other) => other.text.length - one.text.length);
  }

  get isNeeded(): boolean {
    return this.forms.length > 0;
  }

  /** Every string in `value`, however deep; keys stay. */
  mask<Value>(value: Value): Value {
    return this.isNeeded ? (this.walk(value) as Value) : value;
  }

  private walk(value: unknown): unknown {
    if (typeof value === "string") return this.maskText(value);
    if (Array.isArray(value)) return value.map((member) => this.walk(member));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, this.walk(field)]));
  }

  private maskText(text: string): string {
    let masked = text;
    for (const form of this.forms) masked = masked.replaceAll(form.text, labelOf(form));
    for (const form of this.forms) {
      const rest = lengthOfCutEnd(masked, form.text);
      // Never longer than it was: what is masked has a limit of its own.
      if (rest > 0) masked = `${masked.slice(0, masked.length - rest)}${labelOf(form).slice(0, rest)}`;
    }
    return masked.slice(0, Math.max(text.length, MOST_GROWN));
  }
}

function labelOf({ name }: Form): string {
  return `{{secret.${name}}}`;
}

/** How much of the beginning of `secret` stands at the end of a sample that was cut there. */
function lengthOfCutEnd(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= LEAST_REST; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** How UTF-8 in a header is often read, and then echoed. */
function readAsLatin1(value: string): string {
  return String.fromCharCode(...new TextEncoder().encode(value));
}

function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const lines = value.includes("\n") ? value.split(/\r?\n/).filter((line) => line.length > 16) : [];
  return [
    value,
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll("%20", "+"),
    json,
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    ...[0, 1, 2].flatMap((offset) => base64At(value, offset)),
    hexOf(value),
    ...lines,
  ];
}

/** What is the same in base64 whatever stands `offset` bytes before and any number of bytes after. */
function base64At(value: string, offset: number): string[] {
  const bytes = new TextEncoder().encode(value);
  const shifted = String.fromCharCode(...new Array<number>(offset).fill(0), ...bytes);
  const from = Math.ceil((offset * 8) / 6);
  const to = Math.floor(((offset + bytes.length) * 8) / 6);
  const plain = btoa(shifted).slice(from, to);
  return [plain, plain.replaceAll("+", "-").replaceAll("/", "_")];
}

function hexOf(value: string): string {
  return [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
