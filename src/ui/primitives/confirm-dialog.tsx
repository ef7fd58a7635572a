"use client";

import { useState } from "react";
import type { ConfirmDialogProps } from "./confirm-panel.tsx";
import { onDemand } from "./on-demand.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

const ConfirmPanel = onDemand(async () => (await import("./confirm-panel.tsx")).ConfirmPanel);

/** Asks before something is done that is hard to take back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const returnFocus = useReturnFocus(props.open);
  const [wasOpened, setWasOpened] = useState(props.open);
  if (props.open && !wasOpened) setWasOpened(true);
  return wasOpened ? <ConfirmPanel {...props} returnFocus={returnFocus} /> : null;
}
