"use client";

import { useTranslations } from "next-intl";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { ComponentStateLabel } from "./component-state-label.tsx";

/** For those who may only look. */
export function ContentReading({ page }: { page: StatusPageDetail }) {
  const t = useTranslations("statusPages.content");
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {page.sections.map(({ id, name, components }, index) => (
        <Card key={id}>
          <CardHeader title={name === "" ? t("untitled", { number: index + 1 }) : name} />
          <ul className="divide-y">
            {components.map((component) => (
              <li
                key={component.id}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3"
              >
                <div className="min-w-0">
                  <p className="text-[0.8125rem] font-medium break-words">{component.name}</p>
                  <p className="text-xs break-words text-ink-3">
                    {component.monitors.map((monitor) => monitor.name).join(", ")}
                  </p>
                </div>
                <ComponentStateLabel state={component.state} />
              </li>
            ))}
          </ul>
        </Card>
      ))}
      {page.sections.length === 0 && <p className="text-sm text-ink-3">{t("nothing")}</p>}
    </div>
  );
}
