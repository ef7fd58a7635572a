"use client";

import { useTranslations } from "next-intl";
import { MomentField } from "#ui/forms/moment-field.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { BodyField } from "./body-field.tsx";
import { ComponentImpacts } from "./component-impacts.tsx";
import { NotifyRow } from "./notify-row.tsx";
import type { PostValues } from "./post-values.ts";
import { StateFields } from "./state-fields.tsx";

type PostPartProps = {
  values: PostValues;
  set: (change: Partial<PostValues>) => void;
  problems: Problems;
};

export function PostFields({ values, set, problems }: PostPartProps) {
  const t = useTranslations("statusPosts");
  return (
    <>
      <Field label={t("fields.title")} error={problems.title}>
        {(control) => (
          <Input
            {...control}
            value={values.title}
            onChange={(event) => set({ title: event.target.value })}
            autoComplete="off"
          />
        )}
      </Field>
      <StateFields
        kind={values.kind}
        state={values.state}
        impact={values.impact}
        onState={(state) => set({ state })}
        onImpact={(impact) => set({ impact })}
        problems={problems}
      />
      <TimeFields values={values} set={set} problems={problems} />
      <BodyField
        label={t("fields.body")}
        value={values.body}
        onChange={(body) => set({ body })}
        error={problems.body}
      />
      {values.kind !== "announcement" && (
        <ComponentImpacts
          impacts={values.impacts}
          onChange={(impacts) => set({ impacts })}
          error={problems.components}
        />
      )}
      <PublishFields values={values} set={set} problems={problems} />
    </>
  );
}

function TimeFields({ values, set, problems }: PostPartProps) {
  const t = useTranslations("statusPosts.fields");
  const isIncident = values.kind === "incident";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MomentField
        label={t("startsAt")}
        value={values.startsAt}
        onChange={(startsAt) => set({ startsAt })}
        error={problems.startsAt}
        hint={t(values.kind === "maintenance" ? "inYourTime" : "emptyNow")}
      />
      {(!isIncident || values.state === "resolved") && (
        <MomentField
          label={t("endsAt")}
          value={values.endsAt}
          onChange={(endsAt) => set({ endsAt })}
          error={problems.endsAt}
          {...(values.kind === "announcement" && { hint: t("emptyOpen") })}
        />
      )}
    </div>
  );
}

function PublishFields({ values, set, problems }: PostPartProps) {
  const t = useTranslations("statusPosts.publish");
  const choices = ["now", "draft", "at"] as const;
  return (
    <div className="flex flex-col gap-4 rounded-lg border bg-sunken p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-[0.8125rem] font-medium">{t("label")}</p>
        <Segmented
          label={t("label")}
          value={values.publish}
          onChange={(publish) => set({ publish })}
          options={choices.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {values.publish === "at" && (
        <MomentField
          label={t("moment")}
          value={values.publishAt}
          onChange={(publishAt) => set({ publishAt })}
          error={problems["publish.at"]}
          hint={t("inYourTime")}
        />
      )}
      {values.publish === "draft" ? (
        <p className="text-xs text-ink-3">{t("draftNote")}</p>
      ) : (
        <NotifyRow
          checked={values.notify}
          onChange={(notify) => set({ notify })}
          impact={values.impact}
          componentIds={Object.keys(values.impacts)}
        />
      )}
    </div>
  );
}
