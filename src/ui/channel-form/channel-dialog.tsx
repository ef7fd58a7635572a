"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelKind, ChannelKindView, ChannelView } from "#contracts/channel.ts";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ChannelForm } from "./channel-form.tsx";
import { type ChannelValues, newChannelValues, valuesOfChannel } from "./channel-values.ts";
import { KindPicker } from "./kind-picker.tsx";

type ChannelDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Undefined adds a channel. */
  editedId?: string;
};

export function ChannelDialog({ open, onOpenChange, editedId }: ChannelDialogProps) {
  const t = useTranslations("channels");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={editedId === undefined ? t("add") : t("edit")}
      description={editedId === undefined ? t("addNote") : t("editNote")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <DialogBody editedId={editedId} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ editedId, ...handlers }: DraftHandlers & { editedId: string | undefined }) {
  const t = useTranslations("channels");
  const trpc = useTRPC();
  const kinds = useQuery(trpc.channel.kinds.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  // Asked anew: a cached channel may be older than another person's edit.
  const list = useQuery({
    ...trpc.channel.list.queryOptions(),
    staleTime: 0,
    refetchInterval: false,
    refetchOnWindowFocus: false,
  });
  const failed = [kinds, list].find((query) => query.isError);
  if (failed !== undefined && failed.data === undefined) {
    return <QueryError title={t("notLoaded")} query={failed} />;
  }
  if (kinds.data === undefined || list.data === undefined || !list.isFetchedAfterMount) {
    return <FormSkeleton />;
  }
  if (editedId === undefined) return <NewChannel kinds={kinds.data} channels={list.data} {...handlers} />;

  const edited = list.data.find(({ id }) => id === editedId);
  const kind = kinds.data.find((candidate) => candidate.kind === edited?.kind);
  if (edited === undefined || kind === undefined) {
    return <p className="p-5 text-ink-2">{t("gone")}</p>;
  }
  return (
    <ChannelForm
      kind={kind}
      initial={valuesOfChannel(edited, kind.fields)}
      edited={edited}
      others={list.data.filter(({ id }) => id !== editedId)}
      {...handlers}
    />
  );
}

type NewChannelProps = DraftHandlers & {
  kinds: readonly ChannelKindView[];
  channels: readonly ChannelView[];
};

/** What was typed for one kind waits there while another is looked at. */
function NewChannel({ kinds, channels, ...handlers }: NewChannelProps) {
  const [chosen, setChosen] = useState<ChannelKind | null>(null);
  const [drafts, setDrafts] = useState<Partial<Record<ChannelKind, ChannelValues>>>({});
  const kind = kinds.find((candidate) => candidate.kind === chosen);
  if (kind === undefined) return <KindPicker kinds={kinds} onPick={setChosen} />;
  return (
    <ChannelForm
      kind={kind}
      initial={drafts[kind.kind] ?? newChannelValues(kind, channels.length === 0)}
      edited={undefined}
      others={channels}
      onBack={(values) => {
        setDrafts((before) => ({ ...before, [kind.kind]: values }));
        setChosen(null);
      }}
      {...handlers}
    />
  );
}
