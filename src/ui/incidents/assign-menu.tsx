"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { IncidentDetail } from "#contracts/incident.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "#ui/primitives/menu.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import type { IncidentActions } from "./use-incident-actions.ts";

const NOBODY = "nobody";

type AssignMenuProps = { incident: IncidentDetail; actions: IncidentActions };

export function AssignMenu({ incident: { assigneeId, assignee }, actions }: AssignMenuProps) {
  const t = useTranslations("incidents.assign");
  const trpc = useTRPC();
  const people = useQuery(trpc.incident.assignees.queryOptions(undefined, { staleTime: 60_000 }));
  const choose = (chosen: string) => {
    const person = people.data?.find(({ id }) => id === chosen);
    void actions.assign(person === undefined ? null : { id: person.id, name: person.name ?? person.email });
  };
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button busy={actions.busy === "assign"} className="max-w-64">
          <span className="truncate">
            {assignee === null
              ? t("none")
              : t.rich("to", { hidden: (text) => <span className="sr-only">{text}</span>, name: assignee })}
          </span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuRadioGroup value={assigneeId ?? NOBODY} onValueChange={choose}>
          <MenuRadioItem value={NOBODY}>{t("nobody")}</MenuRadioItem>
          {people.data?.map(({ id, name, email }) => (
            <MenuRadioItem key={id} value={id}>
              {name ?? email}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
