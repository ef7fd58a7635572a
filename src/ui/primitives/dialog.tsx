"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { ShortcutLayer } from "#ui/shell/shortcut-layer.tsx";
import { Button } from "./button.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  children: ReactNode;
};

/** A centred dialog; the whole screen on a phone. */
export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  const t = useTranslations("common");
  const returnFocus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45 animate-fade dark:bg-black/65" />
        <Radix.Content
          onOpenAutoFocus={focusWhole}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-0 z-50 flex flex-col bg-surface animate-rise focus:outline-none sm:inset-x-0 sm:top-[6dvh] sm:bottom-auto sm:mx-auto sm:max-h-[88dvh] sm:w-full sm:max-w-xl sm:rounded-xl sm:border sm:border-line-strong sm:shadow-raised"
        >
          <header className="flex items-start justify-between gap-4 border-b px-5 py-4">
            <div className="min-w-0">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              <Radix.Description className="mt-0.5 text-[0.8125rem] text-ink-3">
                {description}
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t("close")} className="-mt-1 -mr-2">
                <X aria-hidden className="size-4" />
              </Button>
            </Radix.Close>
          </header>
          <ShortcutLayer>{children}</ShortcutLayer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Not the close button, which comes first; a form inside moves the focus on to its first field. */
function focusWhole(event: Event): void {
  event.preventDefault();
  const content = event.currentTarget;
  if (content instanceof HTMLElement && !content.contains(document.activeElement)) content.focus();
}
