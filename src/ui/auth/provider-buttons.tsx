"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OAuthProviderId } from "#contracts/sign-in.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { goToProvider } from "./go-to-provider.ts";
import { ProviderLogo } from "./provider-logo.tsx";

type ProviderButtonsProps = { providers: { id: OAuthProviderId; name: string }[]; next: string };

export function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const t = useTranslations("auth.signIn");
  const hydrated = useHydrated();
  const [leaving, setLeaving] = useState<OAuthProviderId>();
  const [failed, setFailed] = useState(false);

  const leave = async (provider: OAuthProviderId) => {
    setLeaving(provider);
    setFailed(false);
    if (await goToProvider(provider, next)) return;
    setLeaving(undefined);
    setFailed(true);
  };

  return (
    <div className="flex flex-col gap-2">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          className="h-10"
          disabled={!hydrated || leaving !== undefined}
          busy={leaving === id}
          onClick={() => void leave(id)}
        >
          {leaving !== id && <ProviderLogo provider={id} />}
          <span className="truncate">{t("continueWith", { name })}</span>
        </Button>
      ))}
      {failed && <FieldError>{t("unreachable")}</FieldError>}
    </div>
  );
}
