import Link from "next/link";
import { useTranslations } from "next-intl";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { Button } from "#ui/primitives/button.tsx";

type DigestOffScreenProps = { token: string; state: "ready" | "done" | "bad" };

/** Works without a script: one button that posts a form. */
export function DigestOffScreen({ token, state }: DigestOffScreenProps) {
  const t = useTranslations("digest");
  const words = {
    ready: { title: t("title"), note: t("note") },
    done: { title: t("doneTitle"), note: t("doneNote") },
    bad: { title: t("badTitle"), note: t("badNote") },
  }[state];
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center px-4 py-12">
      <AuthFrame title={words.title} note={words.note}>
        {state === "ready" ? (
          <form method="post" action={`/api/digest/off/${encodeURIComponent(token)}`}>
            <Button type="submit" variant="primary" className="w-full">
              {t("submit")}
            </Button>
          </form>
        ) : (
          <Link href="/account" className="block text-center font-medium text-accent-text hover:underline">
            {t("account")}
          </Link>
        )}
      </AuthFrame>
    </main>
  );
}
