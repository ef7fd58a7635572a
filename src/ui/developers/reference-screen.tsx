"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { ReferenceGroup, ReferenceProblem } from "#contracts/rest/api-reference.ts";
import { SearchBox } from "#ui/forms/search-box.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { EndpointItem } from "./endpoint-item.tsx";
import { ProblemsCard } from "./problems-card.tsx";
import { StartCard } from "./start-card.tsx";

type ReferenceScreenProps = { groups: ReferenceGroup[]; problems: ReferenceProblem[] };

export function ReferenceScreen({ groups, problems }: ReferenceScreenProps) {
  const t = useTranslations("developers");
  const [search, setSearch] = useState("");
  const shown = useMemo(() => filterGroups(groups, search), [groups, search]);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        <SearchBox label={t("search")} placeholder={t("searchHint")} value={search} onChange={setSearch} />
      </PageHeader>
      <StartCard />
      <p role="status" className="sr-only">
        {search === ""
          ? ""
          : t("found", { count: shown.reduce((sum, group) => sum + group.endpoints.length, 0) })}
      </p>
      {shown.length === 0 && <p className="text-sm text-ink-3">{t("nothing", { search })}</p>}
      {shown.map(({ tag, endpoints }) => (
        <Card key={tag}>
          <CardHeader title={tag} />
          <ul className="divide-y">
            {endpoints.map((endpoint) => (
              <EndpointItem key={endpoint.id} endpoint={endpoint} />
            ))}
          </ul>
        </Card>
      ))}
      <ProblemsCard problems={problems} />
    </div>
  );
}

function filterGroups(groups: ReferenceGroup[], search: string): ReferenceGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map(({ tag, endpoints }) => ({
      tag,
      endpoints: endpoints.filter(({ method, path, summary }) => {
        const text = `${tag} ${method} ${path} ${summary}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ endpoints }) => endpoints.length > 0);
}
