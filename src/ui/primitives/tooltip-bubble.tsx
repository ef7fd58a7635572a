"use client";

import { Popper } from "radix-ui/internal";
import { type RefObject, useEffect } from "react";
import { createPortal } from "react-dom";

type TooltipBubbleProps = {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  text: string;
  onEnter: () => void;
  onLeave: () => void;
  onClose: () => void;
};

/** What Tooltip shows; it stays while the pointer is on it, and goes by Escape (WCAG 1.4.13). */
export function TooltipBubble({ id, anchor, text, onEnter, onLeave, onClose }: TooltipBubbleProps) {
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => key === "Escape" && onClose();
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={anchor} />
      {createPortal(
        <Popper.Content
          id={id}
          role="tooltip"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          onPointerEnter={onEnter}
          onPointerLeave={onLeave}
          className="z-60 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-xs text-bg shadow-raised animate-fade"
        >
          {text}
        </Popper.Content>,
        document.body,
      )}
    </Popper.Root>
  );
}
