"use client";

import { Clock, Download, Keyboard, LogOut, Settings, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useUtcSwitch } from "#ui/format/utc-switch.ts";
import {
  Menu,
  MenuCheckItem,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "#ui/primitives/menu.tsx";
import { THEMES } from "#ui/theme/themes.ts";
import { leaveUptick } from "./leave-uptick.ts";
import { SETTINGS } from "./sections.ts";
import { showShellDialog } from "./shell-dialog.ts";
import { useInstallPrompt } from "./use-install-prompt.ts";

type AccountMenuProps = { email: string; name: string | null; workspace: string };
const ICONS = { settings: Settings, account: UserRound };

export function AccountMenu({ email, name, workspace }: AccountMenuProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const { theme, setTheme } = useTheme();
  const [isUtc, setUtc] = useUtcSwitch();
  const install = useInstallPrompt();
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("accountMenu")}
        className="flex size-9 shrink-0 items-center justify-center rounded-full hover:bg-hover"
      >
        <span
          data-verbatim
          className="flex size-7 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
        >
          {(name ?? email).trim().charAt(0).toUpperCase()}
        </span>
      </MenuTrigger>
      <MenuContent align="end" className="max-h-(--radix-popper-available-height) w-64 overflow-y-auto">
        <div className="px-2.5 py-2">
          <p className="truncate text-sm font-medium">{name ?? email}</p>
          <p className="truncate text-xs text-ink-3">{name === null ? workspace : email}</p>
        </div>
        <MenuSeparator />
        {SETTINGS.map(({ href, name: section }) => {
          const Icon = ICONS[section];
          return (
            <MenuItem key={href} asChild>
              <Link href={href}>
                <Icon aria-hidden className="size-4 text-ink-3" />
                {t(`sections.${section}`)}
              </Link>
            </MenuItem>
          );
        })}
        <MenuItem onSelect={() => showShellDialog("shortcuts")}>
          <Keyboard aria-hidden className="size-4 text-ink-3" />
          {t("shortcuts")}
        </MenuItem>
        {install !== null && (
          <MenuItem onSelect={install}>
            <Download aria-hidden className="size-4 text-ink-3" />
            {t("install")}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuLabel>{t("theme")}</MenuLabel>
        <MenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          {THEMES.map(({ value, icon: Icon }) => (
            <MenuRadioItem key={value} value={value}>
              <Icon aria-hidden className="size-4 text-ink-3" />
              {t(`themes.${value}`)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuCheckItem checked={isUtc} onCheckedChange={setUtc}>
          <Clock aria-hidden className="size-4 text-ink-3" />
          {t("utc")}
        </MenuCheckItem>
        <MenuSeparator />
        <MenuItem onSelect={() => void leaveUptick(common("stillSignedIn"))}>
          <LogOut aria-hidden className="size-4 text-ink-3" />
          {t("signOut")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
