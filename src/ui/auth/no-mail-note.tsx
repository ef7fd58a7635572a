import { MailX } from "lucide-react";
import { useTranslations } from "next-intl";
import { BackToSignIn } from "./back-to-sign-in.tsx";

export function NoMailNote() {
  const t = useTranslations("auth.forgot");
  return (
    <div className="flex flex-col items-center gap-4 text-center">
      <span aria-hidden className="flex size-11 items-center justify-center rounded-full bg-sunken">
        <MailX className="size-5 text-ink-2" />
      </span>
      <p className="text-sm text-pretty text-ink-2">
        {t.rich("noMail", { code: (name) => <code className="font-mono text-xs text-ink">{name}</code> })}
      </p>
      <BackToSignIn />
    </div>
  );
}
