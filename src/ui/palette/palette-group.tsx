"use client";

import { Command as Cmdk } from "cmdk";
import { KeyCaps } from "#ui/primitives/key-cap.tsx";
import { useIsMac } from "#ui/shell/use-is-mac.ts";
import type { Command } from "./command.ts";

export type CommandGroup = { title: string; commands: readonly Command[] };

type PaletteGroupProps = { group: CommandGroup; onChoose: (command: Command) => void };

export function PaletteGroup({ group, onChoose }: PaletteGroupProps) {
  const isMac = useIsMac();
  if (group.commands.length === 0) return null;
  return (
    <Cmdk.Group
      heading={group.title}
      className="pb-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {group.commands.map((command) => {
        const { id, title, note, keys, icon: Icon } = command;
        return (
          <Cmdk.Item
            key={id}
            value={id}
            onSelect={() => onChoose(command)}
            className="flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm select-none data-[selected=true]:bg-hover"
          >
            <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
            <span className="min-w-0 truncate">{title}</span>
            {note !== undefined && note !== "" && (
              <span className="ml-auto min-w-16 shrink-[100] truncate text-right text-xs text-ink-3">
                {note}
              </span>
            )}
            {keys !== undefined && <KeyCaps keys={keys} isMac={isMac} className="ml-auto max-sm:hidden" />}
          </Cmdk.Item>
        );
      })}
    </Cmdk.Group>
  );
}
