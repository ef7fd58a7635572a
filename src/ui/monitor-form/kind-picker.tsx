"use client";

import { Command } from "cmdk";
import { Check, ChevronsUpDown, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import { KIND_ALIASES, KIND_GROUP_ORDER, KIND_GROUPS } from "#ui/checks/kind-groups.ts";
import { KindIcon } from "#ui/checks/kind-icon.tsx";

type KindPickerProps = { value: CheckKind; onChange: (kind: CheckKind) => void };

/** A searchable list instead of a wall; closed it says what the chosen kind is for. */
export function KindPicker({ value, onChange }: KindPickerProps) {
  const t = useTranslations("checks");
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-[0.8125rem] font-medium">
        {t("picker.label")}
      </span>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          aria-labelledby={`${id} ${id}-value`}
          className="flex min-h-12 w-full items-center gap-3 rounded-md border border-line-strong bg-surface px-3 py-2 text-left hover:bg-hover focus-visible:outline-offset-0"
        >
          <KindIcon kind={value} className="size-5 shrink-0 text-accent-text" />
          <span className="min-w-0 flex-1">
            <span id={`${id}-value`} className="block text-sm font-medium">
              {t(`kind.${value}.name`)}
            </span>
            <span className="block truncate text-xs text-ink-3">{t(`kind.${value}.note`)}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={4}
            collisionPadding={8}
            aria-label={t("picker.label")}
            // A dialog below keeps wheel and touch to itself.
            onWheel={(event) => event.stopPropagation()}
            onTouchMove={(event) => event.stopPropagation()}
            className="z-60 flex max-h-[min(26rem,var(--radix-popover-content-available-height))] w-(--radix-popover-trigger-width) flex-col overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raised animate-pop"
          >
            <KindList
              value={value}
              onChoose={(kind) => {
                setOpen(false);
                onChange(kind);
              }}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

/** What a monitor checks stays: its history is about that. */
export function FixedKind({ kind }: { kind: CheckKind }) {
  const t = useTranslations("checks");
  return (
    <p className="flex items-center gap-3 rounded-md bg-sunken px-3 py-2.5">
      <KindIcon kind={kind} className="size-5 shrink-0 text-ink-2" />
      <span className="min-w-0">
        <span className="block text-sm font-medium">{t(`kind.${kind}.name`)}</span>
        <span className="block text-xs text-pretty text-ink-3">{t("picker.fixed")}</span>
      </span>
    </p>
  );
}

function KindList({ value, onChoose }: { value: CheckKind; onChoose: (kind: CheckKind) => void }) {
  const t = useTranslations("checks");
  return (
    <Command
      label={t("picker.label")}
      defaultValue={value}
      loop
      vimBindings={false}
      filter={(_kind, search, keywords = []) => matches(keywords.join(" "), search)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex items-center gap-2.5 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <Command.Input
          placeholder={t("picker.search")}
          className="h-10 min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3 max-sm:text-base"
        />
      </div>
      <Command.List
        data-inline=""
        label={t("picker.label")}
        className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-1.5"
      >
        <Command.Empty className="px-3 py-6 text-center text-[0.8125rem] text-ink-3">
          {t("picker.none")}
        </Command.Empty>
        {KIND_GROUP_ORDER.map((group) => (
          <Command.Group
            key={group}
            heading={t(`group.${group}`)}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
          >
            {KIND_GROUPS[group].map((kind) => (
              <Command.Item
                key={kind}
                value={kind}
                keywords={[t(`kind.${kind}.name`), t(`kind.${kind}.note`), kind, KIND_ALIASES[kind] ?? ""]}
                onSelect={() => onChoose(kind)}
                className="flex items-start gap-3 rounded-md px-2 py-1.5 select-none data-[selected=true]:bg-hover"
              >
                <KindIcon kind={kind} className="mt-0.5 size-4.5 shrink-0 text-ink-2" />
                <span className="min-w-0 flex-1">
                  <span className="block text-[0.8125rem] font-medium">{t(`kind.${kind}.name`)}</span>
                  <span className="block text-xs text-pretty text-ink-3">{t(`kind.${kind}.note`)}</span>
                </span>
                {kind === value && <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

/** Every word that is typed begins a word of it; what the name begins with comes first. */
function matches(text: string, search: string): number {
  const words = text.toLowerCase();
  const typed = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!typed.every((part) => words.includes(part))) return 0;
  return words.startsWith(typed[0] ?? "") ? 1 : typed.every((part) => words.includes(` ${part}`)) ? 0.8 : 0.5;
}
