"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { OAuthProviderId } from "#contracts/sign-in.ts";
import { ProviderLogo } from "#ui/auth/provider-logo.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

type OfferedIdentityProps = { offered: { provider: OAuthProviderId; name: string; email: string | null } };

/** What a provider has just proven, and whether it is really the person at this browser. */
export function OfferedIdentity({ offered }: OfferedIdentityProps) {
  const t = useTranslations("auth.methods");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reload = () => queries.invalidateQueries(trpc.signInMethod.list.queryFilter());
  const failed = (error: unknown) => void toast.error(errorMessage(error), { duration: 10_000 });
  const confirm = useMutation(
    trpc.signInMethod.confirmLink.mutationOptions({
      onSuccess: () => toast.success(t("linked", { name: offered.name })),
      onError: failed,
      onSettled: reload,
    }),
  );
  const decline = useMutation(
    trpc.signInMethod.declineLink.mutationOptions({ onError: failed, onSettled: reload }),
  );
  const email = () => <strong className="font-semibold break-words text-ink">{offered.email ?? "?"}</strong>;
  return (
    <section
      aria-labelledby="offered-title"
      className="bg-accent-soft/60 px-4 py-4 last:rounded-b-xl sm:px-5"
    >
      <h3 id="offered-title" className="flex items-center gap-2 text-sm font-semibold">
        <ProviderLogo provider={offered.provider} className="size-4 shrink-0" />
        {t("offerTitle")}
      </h3>
      <p className="mt-1 text-[0.8125rem] text-pretty text-ink-2">
        {t.rich("offerNote", { name: offered.name, email })}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={confirm.isPending}
          disabled={decline.isPending}
          onClick={() => confirm.mutate()}
        >
          {t("confirm")}
        </Button>
        <Button busy={decline.isPending} disabled={confirm.isPending} onClick={() => decline.mutate()}>
          {t("decline")}
        </Button>
      </div>
    </section>
  );
}
