import { expect, test } from "vitest";
import { createShortcutRegistry, type Press, type Shortcut } from "./shortcut-registry.ts";

function registryOf(...keys: string[]) {
  const registry = createShortcutRegistry();
  for (const one of keys) registry.add(shortcut(one));
  return registry;
}

function shortcut(keys: string, more: Partial<Shortcut> = {}): Shortcut {
  return { keys, label: keys, group: "page", layer: 0, repeats: false, run: () => undefined, ...more };
}

function press(key: string, more: Partial<Press> = {}): Press {
  const modifiers = { shift: false, mod: false, alt: false, repeat: false };
  return { key, code: "", ...modifiers, at: 0, isTyping: false, ...more };
}

test.each<{ name: string; presses: Press[]; runs: string | undefined }>([
  { name: "a key", presses: [press("c")], runs: "c" },
  { name: "a sequence", presses: [press("g"), press("m", { at: 500 })], runs: "g m" },
  { name: "half a sequence waits", presses: [press("g")], runs: undefined },
  {
    name: "a sequence that is too slow begins again",
    presses: [press("g"), press("m", { at: 2_000 })],
    runs: undefined,
  },
  {
    name: "a sequence that goes nowhere runs nothing",
    presses: [press("g"), press("c", { at: 1 })],
    runs: undefined,
  },
  { name: "a symbol needs no word about Shift", presses: [press("?", { shift: true })], runs: "?" },
  { name: "Shift and a letter is another key", presses: [press("C", { shift: true })], runs: undefined },
  { name: "Ctrl and a letter too", presses: [press("c", { mod: true })], runs: undefined },
  { name: "typing is not for shortcuts", presses: [press("c", { isTyping: true })], runs: undefined },
  {
    name: "one with Ctrl works while typing",
    presses: [press("k", { mod: true, isTyping: true })],
    runs: "mod+k",
  },
  { name: "a held key runs once", presses: [press("c", { repeat: true })], runs: undefined },
  { name: "a Hindi keyboard has the same places", presses: [press("म", { code: "KeyC" })], runs: "c" },
])("$name", ({ presses, runs }) => {
  const registry = registryOf("c", "?", "g m", "g i", "mod+k");
  const results = presses.map((one) => registry.press(one)?.keys);
  expect(results.at(-1)).toBe(runs);
});

test("only what the topmost dialog brings is on, until it closes", () => {
  const registry = registryOf("c");
  registry.add(shortcut("c", { label: "own", layer: 7 }));
  const close = registry.openLayer(7);
  expect(registry.press(press("c"))?.label).toBe("own");
  const closeInner = registry.openLayer(8);
  expect(registry.press(press("c"))).toBeNull();
  closeInner();
  close();
  expect(registry.press(press("c"))?.label).toBe("c");
});

test("the latest of two wins, and gives the key back when it goes", () => {
  const registry = registryOf("c");
  const remove = registry.add(shortcut("c", { label: "later" }));
  expect(registry.press(press("c"))?.label).toBe("later");
  remove();
  expect(registry.press(press("c"))?.label).toBe("c");
});
