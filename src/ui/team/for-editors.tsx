"use client";

import type { ReactNode } from "react";
import { useMayEdit } from "./use-may-edit.ts";

/** Nothing for viewers: a button whose command is refused promises too much. */
export function ForEditors({ children }: { children: ReactNode }) {
  return useMayEdit() ? children : null;
}
