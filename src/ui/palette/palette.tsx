"use client";

import { Command as Cmdk } from "cmdk";
import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useReturnFocus } from "#ui/primitives/use-return-focus.ts";
import type { ShellReader } from "#ui/shell/shell.tsx";
import { showShellDialog } from "#ui/shell/shell-dialog.ts";
import { ShortcutLayer } from "#ui/shell/shortcut-layer.tsx";
import { useShortcut } from "#ui/shell/use-shortcut.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import type { Command } from "./command.ts";
import { PaletteGroup } from "./palette-group.tsx";
import { usePaletteGroups } from "./use-palette-groups.ts";

type PaletteProps = { reader: ShellReader; onOpenChange: (open: boolean) => void };

/** Everything by its name: screens, what is watched, and what can be done. */
export function Palette({ reader, onOpenChange }: PaletteProps) {
  const t = useTranslations("palette");
  const returnFocus = useReturnFocus(true);
  return (
    <Dialog.Root open onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45 animate-fade dark:bg-black/65" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[calc(100dvh-1rem)] max-w-xl flex-col overflow-hidden rounded-xl border border-line-strong bg-surface shadow-raised animate-rise focus:outline-none sm:top-[12dvh] sm:max-h-[70dvh]"
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <ShortcutLayer>
            <Body reader={reader} onClose={() => onOpenChange(false)} />
          </ShortcutLayer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Body({ reader, onClose }: { reader: ShellReader; onClose: () => void }) {
  const t = useTranslations("palette");
  const [text, setText] = useState("");
  const { groups, waiting, error } = usePaletteGroups({ text, reader });
  useShortcut("mod+k", () => showShellDialog(null), { label: null, group: "actions" });
  const choose = (command: Command) => {
    onClose();
    command.run();
  };
  const isEmpty = groups.every(({ commands }) => commands.length === 0);
  return (
    <Cmdk
      shouldFilter={false}
      vimBindings={false}
      loop
      label={t("title")}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        {waiting ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-ink-3" />
        ) : (
          <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        )}
        <Cmdk.Input
          value={text}
          onValueChange={setText}
          maxLength={100}
          placeholder={t("placeholder")}
          className="h-12 min-w-0 flex-1 bg-transparent text-[0.9375rem] outline-none placeholder:text-ink-3"
        />
        <kbd className="rounded border border-line-strong bg-sunken px-1.5 font-sans text-[0.6875rem] text-ink-2 max-sm:hidden">
          Esc
        </kbd>
      </div>
      <Cmdk.List
        data-inline=""
        label={t("results")}
        className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-2"
      >
        {groups.map((group) => (
          <PaletteGroup key={group.title} group={group} onChoose={choose} />
        ))}
        {error !== null && (
          <p role="alert" className="px-3 py-3 text-[0.8125rem] text-down">
            {errorMessage(error)}
          </p>
        )}
      </Cmdk.List>
      <p aria-live="polite" className={isEmpty ? "px-5 pt-2 pb-7 text-center text-sm text-ink-2" : "sr-only"}>
        {isEmpty && !waiting && error === null && t("nothing", { search: text.trim() })}
      </p>
    </Cmdk>
  );
}
