"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segmented } from "#ui/primitives/segmented.tsx";

export type Changes = { add: string[]; remove: string[] };
type Change = "leave" | "add" | "remove";

type ChangeRowsProps = {
  options: readonly { id: string; name: string }[];
  onChange: (changes: Changes) => void;
};

/** Each is left, added or taken away: what the monitors have now differs. */
export function ChangeRows({ options, onChange }: ChangeRowsProps) {
  const t = useTranslations("monitors.bulk");
  const [chosen, setChosen] = useState<Readonly<Record<string, Change>>>({});
  const choose = (id: string, change: Change) => {
    const next = { ...chosen, [id]: change };
    setChosen(next);
    const of = (wanted: Change) => Object.keys(next).filter((key) => next[key] === wanted);
    onChange({ add: of("add"), remove: of("remove") });
  };
  if (options.length === 0) return <p className="text-sm text-ink-3">{t("nothingToChoose")}</p>;
  return (
    <ul className="divide-y rounded-md border">
      {options.map(({ id, name }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2">
          <span className="min-w-0 text-[0.8125rem] font-medium break-words">{name}</span>
          <Segmented<Change>
            label={t("change", { name })}
            value={chosen[id] ?? "leave"}
            onChange={(change) => choose(id, change)}
            options={[
              { value: "leave", label: t("leave") },
              { value: "add", label: t("add") },
              { value: "remove", label: t("remove") },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
