"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CodeInput } from "#ui/account/code-input.tsx";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { sendSignIn } from "./send-sign-in.ts";

type SecondFactorFormProps = { factors: { totp: boolean; passkey: boolean }; next: string };

/** The other half of a sign-in; the session exists only afterwards. */
export function SecondFactorForm({ factors, next }: SecondFactorFormProps) {
  const t = useTranslations("account.secondFactor");
  const [lost, setLost] = useState(false);
  const way = factors.totp && !lost ? "totp" : "recovery";
  const asksCode = factors.totp || lost;
  return (
    <div className="flex flex-col gap-4">
      {asksCode && <CodeForm key={way} way={way} />}
      {factors.passkey && asksCode && <Divider>{t("or")}</Divider>}
      {factors.passkey && <PasskeyButton next={next} variant={asksCode ? "secondary" : "primary"} />}
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1 text-[0.8125rem]">
        <button
          type="button"
          onClick={() => setLost(!lost)}
          className="py-1 font-medium text-accent-text hover:underline"
        >
          {lost ? t("backToUsual") : t("lost")}
        </button>
        <Link href="/sign-in" className="py-1 text-ink-2 hover:text-ink hover:underline">
          {t("startAgain")}
        </Link>
      </div>
    </div>
  );
}

function CodeForm({ way }: { way: "totp" | "recovery" }) {
  const t = useTranslations("account.secondFactor");
  // Before the script is there, the browser itself would send the code to this page.
  const hydrated = useHydrated();
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === "") return setProblem(t(`missing.${way}`));
    setBusy(true);
    setProblem(undefined);
    const result = await sendSignIn("second-factor", { way, code });
    // A whole page load: the router may still hold pages that it got without a session.
    if (result.kind === "welcome") return window.location.assign(result.next ?? "/monitors");
    setBusy(false);
    setProblem(result.message ?? t("unreachable"));
  };

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t(`label.${way}`)} error={problem} hint={t(`hint.${way}`)}>
        {(control) =>
          way === "totp" ? (
            <CodeInput {...control} value={code} onChange={setCode} autoFocus />
          ) : (
            <Input
              {...control}
              value={code}
              onChange={(event) => setCode(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              className="font-mono"
            />
          )
        }
      </Field>
      <Button type="submit" variant="primary" disabled={!hydrated} busy={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}

function Divider({ children }: { children: string }) {
  return (
    <div className="flex items-center gap-3 text-xs text-ink-3">
      <span aria-hidden className="h-px flex-1 bg-line" />
      {children}
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  );
}
