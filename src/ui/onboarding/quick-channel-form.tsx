"use client";

import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import type { ChannelKind, ChannelKindView } from "#contracts/channel.ts";
import { ChannelFieldInput } from "#ui/channel-form/channel-field-input.tsx";
import {
  type ChannelValues,
  channelFieldOfPath,
  configInputOf,
  newChannelValues,
} from "#ui/channel-form/channel-values.ts";
import { NotifyThisBrowser } from "#ui/channel-form/notify-this-browser.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

type QuickChannelFormProps = {
  kind: ChannelKindView;
  onAdded: (id: string) => void;
  onBack: () => void;
};

/** Where one of several ways in is enough, and none is marked as needed. */
const SHORTEST: Partial<Record<ChannelKind, readonly string[]>> = { slack: ["webhookUrl"] };

/** Only what the kind cannot do without; everything else has a default that can be changed later. */
export function QuickChannelForm({ kind, onAdded, onBack }: QuickChannelFormProps) {
  const t = useTranslations("onboarding.tell");
  const client = useTRPCClient();
  const form = useForm<ChannelValues>({ defaultValues: newChannelValues(kind, true) });
  const { errors, isSubmitting } = form.formState;
  const isPush = kind.kind === "web-push";
  const wanted = SHORTEST[kind.kind];
  const shown = kind.fields.filter(({ name, optional }) => wanted?.includes(name) ?? optional !== true);
  const subscribed = form.watch("config.endpoint") !== "";

  const save = async (values: ChannelValues) => {
    try {
      const { id } = await client.channel.create.mutate({
        kind: kind.kind,
        name: isPush ? t("thisBrowser") : values.name,
        config: configInputOf(values, kind.fields),
        isDefault: true,
        allMonitors: true,
      });
      onAdded(id);
    } catch (error) {
      showProblems(error);
    }
  };
  const showProblems = (error: unknown) => {
    const problems = fieldProblems(error).map(({ path, message }) => ({
      field: channelFieldOfPath(path, shown),
      message,
    }));
    for (const { field, message } of problems) {
      form.setError(field ?? "root", { message }, { shouldFocus: field !== null });
    }
    if (problems.length === 0) form.setError("root", { message: errorMessage(error) });
  };

  return (
    <form onSubmit={form.handleSubmit(save)} noValidate className="flex flex-col gap-4">
      <div>
        <h3 className="text-[0.8125rem] font-semibold">{kind.label}</h3>
        <p className="text-xs text-pretty text-ink-3">{kind.help}</p>
      </div>
      {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
      {isPush ? (
        <NotifyThisBrowser form={form} />
      ) : (
        shown.map((field) => <ChannelFieldInput key={field.name} form={form} field={field} saved={false} />)
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting} disabled={isPush && !subscribed}>
          {t("add")}
        </Button>
        <Button variant="ghost" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
}
