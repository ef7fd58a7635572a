import { Link2Off } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { AuthFrame } from "./auth-frame.tsx";

/** The same for a link that was used, is too old, or never was. */
export function LinkOver({ kind }: { kind: "link" | "reset" }) {
  const t = useTranslations(`auth.${kind}`);
  return (
    <AuthFrame title={t("overTitle")} note={t("overNote")}>
      <div className="flex flex-col items-center gap-4">
        <span aria-hidden className="flex size-11 items-center justify-center rounded-full bg-sunken">
          <Link2Off className="size-5 text-ink-2" />
        </span>
        <Button asChild variant="primary" className="w-full">
          <Link href={kind === "link" ? "/sign-in" : "/forgot-password"}>{t("askAgain")}</Link>
        </Button>
      </div>
    </AuthFrame>
  );
}
