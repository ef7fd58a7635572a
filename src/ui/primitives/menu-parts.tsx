"use client";

import { Check } from "lucide-react";
import { Menu } from "radix-ui/internal";
import { type ComponentProps, type FocusEvent, useRef } from "react";
import { classNames } from "./class-names.ts";
import { useMenu } from "./menu-context.ts";

export const MenuRadioGroup = Menu.RadioGroup;

const ITEM =
  "flex min-h-8 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50";

export function MenuContent({ className, ...props }: ComponentProps<typeof Menu.Content>) {
  const { open, onOpenChange, byKey, trigger, triggerId, contentId } = useMenu();
  const leftByPointer = useRef(false);
  // Radix has not seen the key that opened the menu: it was not there yet.
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    if (!byKey.current || target !== currentTarget) return;
    byKey.current = false;
    currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
  };
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange} modal>
      <Menu.Anchor virtualRef={trigger} />
      <Menu.Portal>
        <Menu.Content
          id={contentId}
          aria-labelledby={triggerId}
          sideOffset={4}
          collisionPadding={8}
          onFocus={onFocus}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!leftByPointer.current) trigger.current?.focus();
            leftByPointer.current = false;
          }}
          onInteractOutside={({ detail: { originalEvent: by } }) => {
            leftByPointer.current = "button" in by && (by.button === 2 || (by.button === 0 && by.ctrlKey));
          }}
          {...props}
          className={classNames(
            "z-60 min-w-44 rounded-lg border border-line-strong bg-surface p-1 shadow-raised animate-pop",
            className,
          )}
        />
      </Menu.Portal>
    </Menu.Root>
  );
}

export function MenuItem({
  danger,
  className,
  ...props
}: ComponentProps<typeof Menu.Item> & { danger?: boolean }) {
  return <Menu.Item {...props} className={classNames(ITEM, danger === true && "text-down", className)} />;
}

export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Menu.RadioItem>) {
  return (
    <Menu.RadioItem {...props} className={classNames(ITEM, "pr-8 relative", className)}>
      {children}
      <Menu.ItemIndicator className="absolute right-2.5">
        <Check aria-hidden className="size-4 text-accent-text" />
      </Menu.ItemIndicator>
    </Menu.RadioItem>
  );
}

export function MenuSeparator() {
  return <Menu.Separator className="mx-1 my-1 h-px bg-line" />;
}

export function MenuLabel(props: ComponentProps<typeof Menu.Label>) {
  return <Menu.Label {...props} className="px-2.5 pt-1.5 pb-0.5 text-xs font-medium text-ink-3" />;
}

export function MenuCheckItem({ children, ...props }: ComponentProps<typeof Menu.CheckboxItem>) {
  return (
    <Menu.CheckboxItem {...props} className={`${ITEM} relative pr-8`}>
      {children}
      <Menu.ItemIndicator className="absolute right-2.5">
        <Check aria-hidden className="size-4 text-accent-text" />
      </Menu.ItemIndicator>
    </Menu.CheckboxItem>
  );
}
