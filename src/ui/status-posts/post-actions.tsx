"use client";

import { EyeOff, FileText, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PostView } from "#contracts/status-post.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { MenuItem } from "#ui/primitives/menu.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { PostMortemDialog } from "./post-mortem-dialog.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { useRefreshPosts } from "./use-refresh-posts.ts";

type Open = "edit" | "publish" | "unpublish" | "postMortem" | "delete" | null;

export function PostActions({ post }: { post: PostView }) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const [open, setOpen] = useState<Open>(null);
  const { id, title, kind } = post;
  const close = () => setOpen(null);
  const closeIfShut = (stays: boolean) => !stays && close();
  const isHidden = post.publishedAt === null;
  const after = () => void refresh();
  const removal = useRemoval({
    run: () => client.statusPost.delete.mutate({ id }),
    done: t("delete.done"),
    after,
  });
  const takeBack = useRemoval({
    run: () => client.statusPost.unpublish.mutate({ id }),
    done: t("unpublish.done"),
    after,
  });
  return (
    <>
      <RowMenu name={title} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")}>
        {isHidden && (
          <MenuItem onSelect={() => setOpen("publish")}>
            <Send aria-hidden className="size-4 text-ink-3" />
            {t("publish.open")}
          </MenuItem>
        )}
        {(!isHidden || post.publishAt !== null) && (
          <MenuItem onSelect={() => setOpen("unpublish")}>
            <EyeOff aria-hidden className="size-4 text-ink-3" />
            {t("unpublish.open")}
          </MenuItem>
        )}
        {kind === "incident" && (
          <MenuItem onSelect={() => setOpen("postMortem")}>
            <FileText aria-hidden className="size-4 text-ink-3" />
            {t("postMortem.open")}
          </MenuItem>
        )}
      </RowMenu>
      {open === "edit" && <EditDialog post={post} onClose={close} />}
      {open === "publish" && <PublishDialog post={post} onClose={close} />}
      {open === "postMortem" && <PostMortemDialog post={post} onClose={close} />}
      {open === "unpublish" && (
        <ConfirmDialog
          open
          onOpenChange={closeIfShut}
          title={t("unpublish.title", { title })}
          description={t("unpublish.note")}
          confirmLabel={t("unpublish.confirm")}
          onConfirm={() => void takeBack.remove()}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={closeIfShut}
          title={t("delete.title", { title })}
          description={t(isHidden ? "delete.noteDraft" : "delete.note")}
          confirmLabel={t("delete.confirm")}
          onConfirm={() => void removal.remove()}
        />
      )}
    </>
  );
}
