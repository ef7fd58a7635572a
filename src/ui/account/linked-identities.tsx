"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OAuthProviderId } from "#contracts/sign-in.ts";
import { goToProvider } from "#ui/auth/go-to-provider.ts";
import { ProviderLogo } from "#ui/auth/provider-logo.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AccountRow, RowIcon } from "./account-section.tsx";
import { useFreshProof } from "./fresh-proof-context.ts";
import { OfferedIdentity } from "./offered-identity.tsx";

/** Where the way back from a provider ends. */
const HERE = "/account/sign-in-methods";

type Identity = {
  provider: OAuthProviderId;
  subject: string;
  email: string | null;
  linkedAt: number;
  usedAt: number | null;
};

/** One row per provider without an identity, and one per identity. */
export function LinkedIdentities() {
  const t = useTranslations("auth.methods");
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.signInMethod.list.queryOptions());
  if (data.providers.length === 0)
    return <p className="px-5 py-4 text-[0.8125rem] text-ink-3">{t("none")}</p>;
  return (
    <>
      {data.providers.map(({ id, name, configured, identities }) => (
        <div key={id} className="divide-y">
          {identities.map((identity) => (
            <IdentityRow key={identity.subject} name={name} configured={configured} identity={identity} />
          ))}
          {identities.length === 0 && <LinkRow provider={id} name={name} />}
        </div>
      ))}
      {data.offered !== null && <OfferedIdentity offered={data.offered} />}
    </>
  );
}

function LinkRow({ provider, name }: { provider: OAuthProviderId; name: string }) {
  const t = useTranslations("auth.methods");
  const trpc = useTRPC();
  const withProof = useFreshProof();
  const start = useMutation(trpc.signInMethod.startLink.mutationOptions());
  const [leaving, setLeaving] = useState(false);

  const link = async () => {
    setLeaving(true);
    try {
      await withProof(() => start.mutateAsync({ provider }));
      if (await goToProvider(provider, HERE)) return;
      toast.error(t("unreachable"));
    } catch (error) {
      toast.error(errorMessage(error));
    }
    setLeaving(false);
  };

  return (
    <AccountRow title={name} note={t("notLinked")} icon={<LogoIcon provider={provider} />}>
      <Button aria-label={t("linkName", { name })} busy={leaving} onClick={() => void link()}>
        {t("link")}
      </Button>
    </AccountRow>
  );
}

type IdentityRowProps = { name: string; configured: boolean; identity: Identity };

function IdentityRow({ name, configured, identity }: IdentityRowProps) {
  const t = useTranslations("auth.methods");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const withProof = useFreshProof();
  const unlink = useMutation(trpc.signInMethod.unlink.mutationOptions());
  const [asking, setAsking] = useState(false);
  const { provider, subject, email, linkedAt, usedAt } = identity;
  const label = email ?? subject;
  const removal = useRemoval({
    run: () => withProof(() => unlink.mutateAsync({ provider, subject })),
    done: t("unlinked", { name }),
    after: () => {
      setAsking(false);
      void queries.invalidateQueries(trpc.signInMethod.list.queryFilter());
    },
  });
  const when = (at: number) => () => <Moment at={at} withDay />;
  return (
    <AccountRow
      title={label}
      icon={<LogoIcon provider={provider} />}
      note={
        <>
          {configured ? name : `${name} · ${t("off")}`} · {t.rich("linkedOn", { when: when(linkedAt) })} ·{" "}
          {usedAt === null ? t("neverUsed") : t.rich("lastUsed", { when: when(usedAt) })}
        </>
      }
    >
      <Button
        aria-label={t("unlinkName", { name, email: label })}
        busy={removal.busy}
        onClick={() => setAsking(true)}
      >
        {t("unlink")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("unlinkTitle", { name })}
        description={t("unlinkNote", { email: label })}
        confirmLabel={t("unlink")}
        onConfirm={() => void removal.remove()}
      />
    </AccountRow>
  );
}

function LogoIcon({ provider }: { provider: OAuthProviderId }) {
  return (
    <RowIcon>
      <ProviderLogo provider={provider} />
    </RowIcon>
  );
}
