"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BulkCommand } from "#contracts/bulk.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ChangeRows, type Changes } from "./change-rows.tsx";

type Kind = "tags" | "regions" | "channels" | "policy";
type BulkDialogProps = {
  kind: Kind;
  count: number;
  onOpenChange: (open: boolean) => void;
  onApply: (command: BulkCommand) => void;
};
type FieldsProps = { onChange: (command: BulkCommand | null) => void };

export function BulkDialog({ kind, count, onOpenChange, onApply }: BulkDialogProps) {
  const t = useTranslations("monitors.bulk");
  /** Null while nothing would change. */
  const [command, setCommand] = useState<BulkCommand | null>(null);
  const FieldsOf = FIELDS[kind];
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t(`title.${kind}`)}
      description={t("description", { count })}
    >
      <form
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          if (command) onApply(command);
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
          <FieldsOf onChange={setCommand} />
        </div>
        <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={command === null}>
            {t("apply")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function TagFields({ onChange }: FieldsProps) {
  const t = useTranslations("monitors.bulk");
  const [tags, setTags] = useState<Changes>({ add: [], remove: [] });
  const change = (next: Partial<Changes>) => {
    const changed = { ...tags, ...next };
    setTags(changed);
    onChange(isEmpty(changed) ? null : { kind: "tags", ...changed });
  };
  return (
    <>
      <TagInput label={t("addTags")} value={tags.add} onChange={(add) => change({ add })} error={undefined} />
      <TagInput
        label={t("removeTags")}
        value={tags.remove}
        onChange={(remove) => change({ remove })}
        error={undefined}
      />
    </>
  );
}

function RegionFields({ onChange }: FieldsProps) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.region.list.queryOptions());
  const options = data.filter(({ enabled }) => enabled).map(({ code, name }) => ({ id: code, name }));
  return (
    <ChangeRows
      options={options}
      onChange={(changes) => onChange(isEmpty(changes) ? null : { kind: "regions", ...changes })}
    />
  );
}

function ChannelFields({ onChange }: FieldsProps) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.channel.list.queryOptions());
  return (
    <ChangeRows
      options={data.map(({ id, name }) => ({ id, name }))}
      onChange={(changes) => onChange(isEmpty(changes) ? null : { kind: "channels", ...changes })}
    />
  );
}

function PolicyFields({ onChange }: FieldsProps) {
  const t = useTranslations("monitors.bulk");
  const [rules, setRules] = useState<"leave" | "default">("leave");
  const [severity, setSeverity] = useState<"leave" | "normal" | "critical">("leave");
  const say = (chosen: { rules: typeof rules; severity: typeof severity }) => {
    const change = {
      ...(chosen.rules === "default" && { policy: null }),
      ...(chosen.severity !== "leave" && { severity: chosen.severity }),
    };
    onChange(Object.keys(change).length === 0 ? null : { kind: "policy", ...change });
  };
  return (
    <>
      <Field label={t("rules")} error={undefined}>
        {(control) => (
          <Select
            {...control}
            value={rules}
            onChange={(next) => {
              setRules(next);
              say({ rules: next, severity });
            }}
            options={[
              { value: "leave", label: t("rulesLeave") },
              { value: "default", label: t("rulesDefault") },
            ]}
          />
        )}
      </Field>
      <Field label={t("severity")} error={undefined}>
        {(control) => (
          <Select
            {...control}
            value={severity}
            onChange={(next) => {
              setSeverity(next);
              say({ rules, severity: next });
            }}
            options={[
              { value: "leave", label: t("severityLeave") },
              { value: "normal", label: t("severityNormal") },
              { value: "critical", label: t("severityCritical") },
            ]}
          />
        )}
      </Field>
    </>
  );
}

const FIELDS = { tags: TagFields, regions: RegionFields, channels: ChannelFields, policy: PolicyFields };

function isEmpty({ add, remove }: Changes): boolean {
  return add.length + remove.length === 0;
}
