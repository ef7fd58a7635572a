export type ShortcutGroup = "navigation" | "actions" | "list" | "page";

export type Shortcut = {
  /** Such as "c", "?", "shift+x", "mod+k" (⌘ on a Mac, Ctrl elsewhere) or a sequence, "g m". */
  keys: string;
  /** As the list behind `?` names it; null: not listed, because another one is the same. */
  label: string | null;
  group: ShortcutGroup;
  /** Of dialogs: only what the topmost one brings is on. 0 is the page. */
  layer: number;
  /** While the key is held. */
  repeats: boolean;
  run: () => void;
};

export type Press = {
  key: string;
  code: string;
  shift: boolean;
  /** ⌘ or Ctrl. */
  mod: boolean;
  alt: boolean;
  repeat: boolean;
  at: number;
  /** Text is being typed, or the shortcuts of single keys are switched off. */
  isTyping: boolean;
};

/** How long a sequence waits for its next key. */
const PATIENCE_MS = 1_200;

/** All shortcuts that are on, and what a press means. */
export function createShortcutRegistry() {
  let shortcuts: readonly Shortcut[] = [];
  let layers: readonly number[] = [];
  let pending: { keys: string; until: number } | null = null;
  const listeners = new Set<() => void>();

  function change(next: { shortcuts?: readonly Shortcut[]; layers?: readonly number[] }): void {
    shortcuts = next.shortcuts ?? shortcuts;
    layers = next.layers ?? layers;
    for (const listener of listeners) listener();
  }
  const top = () => layers.at(-1) ?? 0;
  const active = () => shortcuts.filter(({ layer }) => layer === top());

  return {
    /** The latest one wins where two ask for the same keys. */
    add(shortcut: Shortcut): () => void {
      change({ shortcuts: [shortcut, ...shortcuts] });
      return () => change({ shortcuts: shortcuts.filter((other) => other !== shortcut) });
    },
    openLayer(layer: number): () => void {
      change({ layers: [...layers, layer] });
      return () => change({ layers: layers.filter((other) => other !== layer) });
    },
    hasLayer: () => layers.length > 0,
    all: () => shortcuts,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** What is to run, if anything. */
    press(press: Press): Shortcut | null {
      const name = nameOf(press);
      const candidates = active().filter(
        ({ keys, repeats }) => (!press.isTyping || keys.startsWith("mod+")) && (!press.repeat || repeats),
      );
      const before = pending !== null && press.at < pending.until ? `${pending.keys} ` : "";
      pending = null;
      const found = candidates.find(({ keys }) => keys === before + name);
      if (found !== undefined) return found;
      if (candidates.some(({ keys }) => keys.startsWith(`${before}${name} `))) {
        pending = { keys: before + name, until: press.at + PATIENCE_MS };
      }
      return null;
    },
  };
}

/** A keyboard that types no Latin letters is read by the place of its keys. */
function nameOf({ key, code, shift, mod, alt }: Press): string {
  const isLatin = /^[\x20-\x7e]$/.test(key) || key.length > 1;
  const letter = isLatin ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key);
  const isSymbol = letter.length === 1 && !/[a-z]/.test(letter);
  return `${mod ? "mod+" : ""}${alt ? "alt+" : ""}${shift && !isSymbol ? "shift+" : ""}${letter}`;
}
