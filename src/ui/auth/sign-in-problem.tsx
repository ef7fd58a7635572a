import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SignInProblem } from "#contracts/sign-in.ts";

/** Why the last attempt came to nothing, with what to do about it. */
export function SignInProblemNote({ problem }: { problem: SignInProblem }) {
  const t = useTranslations("auth.problem");
  return (
    <div role="alert" className="flex gap-2.5 rounded-lg border border-warn-fill/40 bg-warn-soft px-3 py-2.5">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0 text-[0.8125rem] text-pretty">
        <p className="font-semibold text-ink">{t(`${problem}.title`)}</p>
        <p className="mt-0.5 text-ink-2">{t(`${problem}.advice`)}</p>
      </div>
    </div>
  );
}

/** Good news that a page is opened with. */
export function SignInNotice({ children }: { children: string }) {
  return (
    <div role="status" className="flex gap-2.5 rounded-lg border border-up-fill/40 bg-up-soft px-3 py-2.5">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-up" />
      <p className="min-w-0 text-[0.8125rem] text-pretty text-ink">{children}</p>
    </div>
  );
}
