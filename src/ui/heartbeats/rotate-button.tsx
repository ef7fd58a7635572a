"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** A new address; the old one stops working, so it asks first. */
export function RotateButton({ id }: { id: string }) {
  const t = useTranslations("heartbeats.rotate");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const rotate = useMutation(
    trpc.heartbeat.rotateToken.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queryClient.invalidateQueries({ queryKey: trpc.heartbeat.get.queryKey({ id }) });
        toast.success(t("done"));
      },
      onError: (error) => toast.error(errorMessage(error)),
    }),
  );
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        <RefreshCw aria-hidden className="size-3.5" />
        {t("action")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("title")}
        description={t("warning")}
        confirmLabel={t("confirm")}
        onConfirm={() => rotate.mutate({ id })}
      />
    </>
  );
}
