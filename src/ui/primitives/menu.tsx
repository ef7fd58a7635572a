"use client";

import { Slot } from "radix-ui";
import {
  type ComponentProps,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { MenuContext, type MenuState, useMenu, useMenuParts } from "./menu-context.ts";
import type * as Parts from "./menu-parts.tsx";

type MenuProps = { open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode };

export function Menu({ open: given, onOpenChange, children }: MenuProps) {
  const [own, setOwn] = useState(false);
  const [parts, setParts] = useState<MenuState["parts"]>(null);
  const byKey = useRef(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const [triggerId, contentId] = [useId(), useId()];
  const open = given ?? own;

  const load = useCallback(() => {
    // Without a connection nothing opens; the next try loads again.
    import("./menu-parts.tsx").then(setParts, () => setOwn(false));
  }, []);
  const change = useCallback(
    (next: boolean) => {
      if (next) load();
      setOwn(next);
      onOpenChange?.(next);
    },
    [load, onOpenChange],
  );
  const state = useMemo(
    () => ({ open, onOpenChange: change, byKey, trigger, triggerId, contentId, parts, load }),
    [open, change, triggerId, contentId, parts, load],
  );
  return <MenuContext value={state}>{children}</MenuContext>;
}

/** Radix' own would bring the code of the whole menu along. */
export function MenuTrigger({ asChild, ...props }: ComponentProps<"button"> & { asChild?: boolean }) {
  const { open, onOpenChange, byKey, trigger, triggerId, contentId, load } = useMenu();
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.ctrlKey) return;
    byKey.current = false;
    onOpenChange(!open);
    // The focus belongs to the menu.
    if (!open) event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    byKey.current = true;
    onOpenChange(event.key === "ArrowDown" || !open);
  };
  const Part = asChild === true ? Slot.Root : "button";
  return (
    <Part
      type="button"
      id={triggerId}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      data-state={open ? "open" : "closed"}
      onPointerEnter={load}
      onFocus={load}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      {...props}
      ref={trigger}
    />
  );
}

export function MenuContent(props: ComponentProps<typeof Parts.MenuContent>) {
  const { open, parts } = useMenu();
  return open && parts !== null ? <parts.MenuContent {...props} /> : null;
}

export function MenuItem(props: ComponentProps<typeof Parts.MenuItem>) {
  const parts = useMenuParts();
  return <parts.MenuItem {...props} />;
}

export function MenuRadioGroup(props: ComponentProps<typeof Parts.MenuRadioGroup>) {
  const parts = useMenuParts();
  return <parts.MenuRadioGroup {...props} />;
}

export function MenuRadioItem(props: ComponentProps<typeof Parts.MenuRadioItem>) {
  const parts = useMenuParts();
  return <parts.MenuRadioItem {...props} />;
}

export function MenuCheckItem(props: ComponentProps<typeof Parts.MenuCheckItem>) {
  const parts = useMenuParts();
  return <parts.MenuCheckItem {...props} />;
}

export function MenuSeparator() {
  const parts = useMenuParts();
  return <parts.MenuSeparator />;
}

/** Above a group of choices. */
export function MenuLabel(props: ComponentProps<typeof Parts.MenuLabel>) {
  const parts = useMenuParts();
  return <parts.MenuLabel {...props} />;
}
