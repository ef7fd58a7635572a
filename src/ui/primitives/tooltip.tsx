"use client";

import { Slot } from "radix-ui";
import { type FocusEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { onDemand } from "./on-demand.tsx";

const TooltipBubble = onDemand(async () => (await import("./tooltip-bubble.tsx")).TooltipBubble);
const OPEN_MS = 250;
/** The way of the pointer from the child to the bubble. */
const CLOSE_MS = 120;

/** The child must be focusable, so that the text is reachable by keyboard. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const turn = (next: boolean, afterMs = 0) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(next), afterMs);
  };
  const keep = () => turn(true);
  const leave = () => turn(false, CLOSE_MS);
  return (
    <>
      <Slot.Root
        ref={trigger}
        aria-describedby={isOpen ? id : undefined}
        onPointerEnter={(event) => event.pointerType !== "touch" && turn(true, OPEN_MS)}
        onPointerLeave={leave}
        onPointerDown={() => turn(false)}
        onFocus={({ target }: FocusEvent) => target.matches(":focus-visible") && keep()}
        onBlur={() => turn(false)}
      >
        {children}
      </Slot.Root>
      {isOpen && (
        <TooltipBubble
          id={id}
          anchor={trigger}
          text={text}
          onEnter={keep}
          onLeave={leave}
          onClose={() => turn(false)}
        />
      )}
    </>
  );
}
