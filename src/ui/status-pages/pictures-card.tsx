"use client";

import { ImageUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { MAX_ASSET_BYTES, type StatusAssetKind, type StatusPageDetail } from "#contracts/status-page.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { FieldError } from "#ui/primitives/field.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { readAsBase64 } from "./read-as-base64.ts";
import { usePageCommand, useRefreshPages } from "./use-page-command.ts";

const KINDS = ["logo", "logo-dark", "favicon"] as const satisfies readonly StatusAssetKind[];

/** Pictures are saved as soon as they are chosen. */
export function PicturesCard({ page, canEdit }: { page: StatusPageDetail; canEdit: boolean }) {
  const t = useTranslations("statusPages.pictures");
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")} />
      <ul className="divide-y">
        {KINDS.map((kind) => (
          <PictureRow
            key={kind}
            pageId={page.id}
            kind={kind}
            url={page.assets.find((asset) => asset.kind === kind)?.url ?? null}
            canEdit={canEdit}
          />
        ))}
      </ul>
    </Card>
  );
}

type PictureRowProps = { pageId: string; kind: StatusAssetKind; url: string | null; canEdit: boolean };

function PictureRow({ pageId, kind, url, canEdit }: PictureRowProps) {
  const t = useTranslations("statusPages.pictures");
  const client = useTRPCClient();
  const { busy: removing, run } = usePageCommand();
  const upload = useUpload(pageId, kind);
  const id = useId();
  const name = t(`kinds.${kind}`);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5">
      <span
        className={classNames(
          "flex h-14 w-28 shrink-0 items-center justify-center overflow-hidden rounded-lg border p-2",
          kind === "logo-dark" ? "border-[#26262d] bg-[#131317]" : "bg-white",
          url === null && "border-dashed border-line-strong",
        )}
      >
        {url !== null && (
          // biome-ignore lint/performance/noImgElement: the server has drawn it small already.
          <img src={url} alt={t("alt", { name })} className="max-h-full max-w-full object-contain" />
        )}
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <p id={`${id}-name`} className="text-[0.8125rem] font-medium">
          {name}
        </p>
        <p className="text-xs text-ink-3">{t(`notes.${kind}`)}</p>
        {upload.problem !== undefined && <FieldError id={`${id}-problem`}>{upload.problem}</FieldError>}
      </div>
      {canEdit && (
        <div className="flex items-center gap-1">
          <Button asChild size="sm" className="relative cursor-pointer has-focus-visible:outline-2">
            <label aria-busy={upload.busy}>
              <ImageUp aria-hidden className="size-4" />
              {t(url === null ? "choose" : "replace")}
              <input
                type="file"
                accept="image/png,image/jpeg,image/webp,image/gif"
                aria-label={t("chooseFor", { name })}
                aria-invalid={upload.problem !== undefined}
                aria-describedby={upload.problem === undefined ? undefined : `${id}-problem`}
                disabled={upload.busy}
                onChange={(event) => {
                  void upload.send(event.target.files?.[0]);
                  // So that the same file can be tried again.
                  event.target.value = "";
                }}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
            </label>
          </Button>
          {url !== null && (
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("remove", { name })}
              busy={removing}
              onClick={() =>
                void run(() => client.statusPage.deleteAsset.mutate({ id: pageId, kind }), t("removed"))
              }
            >
              <Trash2 aria-hidden className="size-4" />
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function useUpload(pageId: string, kind: StatusAssetKind) {
  const t = useTranslations("statusPages.pictures");
  const client = useTRPCClient();
  const refresh = useRefreshPages();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MAX_ASSET_BYTES) return setProblem(t("tooBig"));
    setBusy(true);
    setProblem(undefined);
    try {
      const data = await readAsBase64(file);
      await client.statusPage.uploadAsset.mutate({ id: pageId, kind, data });
      await refresh();
      toast.success(t("uploaded"));
    } catch (error) {
      setProblem(fieldProblems(error)[0]?.message ?? errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send };
}
