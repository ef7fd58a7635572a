"use client";

import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";

type RowMenuProps = { name: string; onEdit: () => void; onDelete: () => void; children?: ReactNode };

/** Edit and delete, with more between them. */
export function RowMenu({ name, onEdit, onDelete, children }: RowMenuProps) {
  const t = useTranslations("common");
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("actionsFor", { name })}>
          <EllipsisVertical aria-hidden className="size-4" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem onSelect={onEdit}>
          <Pencil aria-hidden className="size-4 text-ink-3" />
          {t("edit")}
        </MenuItem>
        {children}
        <MenuSeparator />
        <MenuItem danger onSelect={onDelete}>
          <Trash2 aria-hidden className="size-4" />
          {t("delete")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
