"use client";

import { type ReactNode, useEffect, useState } from "react";
import { ShortcutLayerContext, shortcutRegistry } from "./use-shortcut.ts";

let last = 0;

/** What is inside of a dialog: while it is open, only its own shortcuts are on. */
export function ShortcutLayer({ children }: { children: ReactNode }) {
  const [layer] = useState(() => {
    last += 1;
    return last;
  });
  useEffect(() => shortcutRegistry.openLayer(layer), [layer]);
  return <ShortcutLayerContext value={layer}>{children}</ShortcutLayerContext>;
}
