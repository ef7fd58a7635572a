import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

export function BackToSignIn() {
  const t = useTranslations("auth.forgot");
  return (
    <Link
      href="/sign-in"
      className="inline-flex items-center gap-1.5 self-center py-1 text-[0.8125rem] font-medium text-ink-2 hover:text-ink hover:underline"
    >
      <ArrowLeft aria-hidden className="size-3.5" />
      {t("back")}
    </Link>
  );
}
