"use client";

import { ArrowDown, ArrowUp, ChevronDown, CornerDownRight, EllipsisVertical, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { ComponentDetails } from "./component-details.tsx";
import { useEditor } from "./content-editor-context.ts";
import type { ComponentValues } from "./content-values.ts";
import { DragHandle } from "./drag-handle.tsx";
import type { Place } from "./move-in-layout.ts";

type ComponentItemProps = { component: ComponentValues; place: Place };

/** A component as one line; its settings open below it. */
export function ComponentItem({ component, place }: ComponentItemProps) {
  const t = useTranslations("statusPages.content");
  const { form, expanded, toggle, drag } = useEditor();
  const { key, name, monitors } = component;
  const path = `layout.${place.section}.components.${place.index}.`;
  const isWrong = Object.keys(form.problems).some((problem) => problem.startsWith(path));
  const isOpen = expanded.has(key) || isWrong;
  const shownName = name.trim() || t("unnamed");
  const monitorNames = monitors.map((monitor) => monitor.name).join(", ");
  return (
    <li
      data-component={key}
      className={classNames("bg-surface", drag?.key === key && "opacity-50")}
      aria-label={shownName}
    >
      <div className="flex items-center gap-1 py-1.5 pr-2 pl-1.5">
        <DragHandle kind="component" of={key} name={shownName} />
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => toggle(key)}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 py-1 text-left hover:bg-hover"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate text-[0.8125rem] font-medium">{shownName}</span>
            {monitorNames !== name && (
              <span className="block truncate text-xs text-ink-3">
                {monitors.length === 0 ? t("noMonitor") : monitorNames}
              </span>
            )}
          </span>
          <ChevronDown
            aria-hidden
            className={classNames("size-4 shrink-0 text-ink-3 transition-transform", isOpen && "rotate-180")}
          />
        </button>
        <ComponentMenu component={component} place={place} name={shownName} />
      </div>
      {isOpen && <ComponentDetails component={component} path={path} />}
    </li>
  );
}

function ComponentMenu({ component, place, name }: ComponentItemProps & { name: string }) {
  const t = useTranslations("statusPages.content");
  const tCommon = useTranslations("common");
  const { form, step, moveTo, removeRow, sectionName } = useEditor();
  const { sections } = form.values;
  const { key } = component;
  const isFirst = place.section === 0 && place.index === 0;
  const isLast =
    place.section === sections.length - 1 && place.index === (sections.at(-1)?.components.length ?? 0) - 1;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={tCommon("actionsFor", { name })}>
          <EllipsisVertical aria-hidden className="size-4" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="max-h-80 max-w-72 overflow-y-auto">
        <MenuItem disabled={isFirst} onSelect={() => step(key, -1)}>
          <ArrowUp aria-hidden className="size-4 text-ink-3" />
          {t("up")}
        </MenuItem>
        <MenuItem disabled={isLast} onSelect={() => step(key, 1)}>
          <ArrowDown aria-hidden className="size-4 text-ink-3" />
          {t("down")}
        </MenuItem>
        {sections.map((section, index) =>
          index === place.section ? null : (
            <MenuItem
              key={section.key}
              onSelect={() => moveTo(key, { section: index, index: section.components.length })}
            >
              <CornerDownRight aria-hidden className="size-4 shrink-0 text-ink-3" />
              <span className="truncate">{t("toSection", { section: sectionName(index) })}</span>
            </MenuItem>
          ),
        )}
        <MenuSeparator />
        <MenuItem danger onSelect={() => removeRow(place, component)}>
          <Trash2 aria-hidden className="size-4" />
          {t("remove")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
