"use client";

import { ArrowDown, ArrowUp, EllipsisVertical, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, useId, useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { AddMonitorsDialog } from "./add-monitors-dialog.tsx";
import { ComponentItem } from "./component-item.tsx";
import { useEditor } from "./content-editor-context.ts";
import type { SectionValues } from "./content-values.ts";
import { DragHandle, DropLine } from "./drag-handle.tsx";

type SectionCardProps = { section: SectionValues; index: number };

export function SectionCard({ section, index }: SectionCardProps) {
  const t = useTranslations("statusPages.content");
  const { form, edit, drag, sectionName } = useEditor();
  const [adding, setAdding] = useState(false);
  const id = useId();
  const { key, components } = section;
  const name = sectionName(index);
  const problem = form.problems[`layout.${index}.name`] ?? form.problems[`layout.${index}.components`];
  const change = (part: Partial<SectionValues>) =>
    edit((sections) => sections.map((other) => (other.key === key ? { ...other, ...part } : other)));
  const dropAt = drag?.kind === "component" && drag.drop?.section === index ? drag.drop.index : null;
  return (
    <section
      data-section={key}
      aria-label={name}
      className={classNames(
        "min-w-0 overflow-hidden rounded-xl border bg-surface shadow-card",
        drag?.key === key && "opacity-50",
      )}
    >
      <header className="flex items-center gap-1 border-b bg-sunken/60 py-2 pr-2 pl-1.5">
        <DragHandle kind="section" of={key} name={name} />
        <Input
          aria-label={t("sectionName", { number: index + 1 })}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          value={section.name}
          placeholder={t("sectionPlaceholder")}
          onChange={(event) => change({ name: event.target.value })}
          autoComplete="off"
          className="min-w-0 flex-1 border-transparent bg-transparent px-1.5 font-semibold hover:border-line-strong focus:border-line-strong focus:bg-surface"
        />
        <SectionMenu section={section} index={index} name={name} />
      </header>
      {problem !== undefined && (
        <div className="px-4 pt-2">
          <FieldError id={`${id}-problem`}>{problem}</FieldError>
        </div>
      )}
      {components.length === 0 && dropAt === null && (
        <p className="px-4 py-5 text-center text-[0.8125rem] text-ink-3">{t("emptySection")}</p>
      )}
      <ul className="divide-y empty:hidden">
        {components.map((component, at) => (
          <Fragment key={component.key}>
            <DropLine shown={dropAt === at} />
            <ComponentItem component={component} place={{ section: index, index: at }} />
          </Fragment>
        ))}
        <DropLine shown={dropAt === components.length} />
      </ul>
      <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t px-3 py-2.5">
        <Button size="sm" variant="ghost" onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" />
          {t("addMonitors")}
          <span className="sr-only">: {name}</span>
        </Button>
        <label className="flex min-h-8 items-center gap-2 px-1 text-xs text-ink-2">
          <input
            type="checkbox"
            checked={section.collapsed}
            onChange={(event) => change({ collapsed: event.target.checked })}
            className="size-4 accent-accent"
          />
          {t("collapsed")}
        </label>
      </footer>
      {adding && <AddMonitorsDialog section={section} onClose={() => setAdding(false)} />}
    </section>
  );
}

function SectionMenu({ section, index, name }: SectionCardProps & { name: string }) {
  const t = useTranslations("statusPages.content");
  const tCommon = useTranslations("common");
  const { form, stepSection, removeSection } = useEditor();
  const count = form.values.sections.length;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={tCommon("actionsFor", { name })}>
          <EllipsisVertical aria-hidden className="size-4" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem disabled={index === 0} onSelect={() => stepSection(section.key, -1)}>
          <ArrowUp aria-hidden className="size-4 text-ink-3" />
          {t("up")}
        </MenuItem>
        <MenuItem disabled={index === count - 1} onSelect={() => stepSection(section.key, 1)}>
          <ArrowDown aria-hidden className="size-4 text-ink-3" />
          {t("down")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger onSelect={() => removeSection(index, section, name)}>
          <Trash2 aria-hidden className="size-4" />
          {t("remove")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
