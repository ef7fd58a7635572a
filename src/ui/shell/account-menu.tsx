"use client";

import { LogOut } from "lucide-react";
import { endSession } from "#ui/auth/end-session.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";

type AccountMenuProps = { email: string; name: string | null; workspace: string };

export function AccountMenu({ email, name, workspace }: AccountMenuProps) {
  return (
    <Menu>
      <MenuTrigger
        aria-label="Account"
        className="flex size-9 items-center justify-center rounded-full hover:bg-hover"
      >
        <span className="flex size-7 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text">
          {(name ?? email).trim().charAt(0).toUpperCase()}
        </span>
      </MenuTrigger>
      <MenuContent align="end" className="w-60">
        <div className="px-2.5 py-2">
          <p className="truncate text-sm font-medium">{name ?? email}</p>
          <p className="truncate text-xs text-ink-3">{name === null ? workspace : email}</p>
        </div>
        <MenuSeparator />
        <MenuItem onSelect={() => void endSession()}>
          <LogOut aria-hidden className="size-4 text-ink-3" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
