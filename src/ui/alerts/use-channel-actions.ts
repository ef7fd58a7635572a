"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SendResult } from "#server/channels/channel.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

type Target = { id: string; name: string };
type Action<Result> = { run: () => Promise<Result>; done?: string };

/** `busy` names what runs now, so that nothing is sent twice. */
export function useChannelActions() {
  const t = useTranslations("alerts.done");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState<"test" | "enable" | "delete" | "resend" | null>(null);

  async function attempt<Result>(
    name: NonNullable<typeof busy>,
    { run, done }: Action<Result>,
  ): Promise<Result | null> {
    setBusy(name);
    try {
      const result = await run();
      if (done !== undefined) toast.success(done);
      return result;
    } catch (error) {
      toast.error(errorMessage(error));
      return null;
    } finally {
      setBusy(null);
      void queryClient.invalidateQueries({ queryKey: trpc.channel.list.pathKey() });
      void queryClient.invalidateQueries({ queryKey: trpc.delivery.pathKey() });
    }
  }

  return {
    busy,
    test: ({ id }: Target): Promise<SendResult | null> =>
      attempt("test", { run: () => client.channel.test.mutate({ id }) }),
    enable: ({ id, name }: Target, enabled: boolean) =>
      attempt("enable", {
        run: () => client.channel.enable.mutate({ id, enabled }),
        done: t(enabled ? "on" : "off", { name }),
      }),
    remove: ({ id, name }: Target) =>
      attempt("delete", { run: () => client.channel.delete.mutate({ id }), done: t("deleted", { name }) }),
    resend: (deliveryId: string) =>
      attempt("resend", {
        run: () => client.delivery.resend.mutate({ id: deliveryId }),
        done: t("resent"),
      }),
  };
}
