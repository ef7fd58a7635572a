import { useTranslations } from "next-intl";
import type { ShownVerdict } from "#contracts/view.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { TONE_SOFT, TONE_TEXT, VERDICT_LOOKS } from "./verdict-words.ts";

type VerdictProps = { verdict: ShownVerdict; className?: string };

export function VerdictIcon({ verdict, className }: VerdictProps) {
  const { icon: Icon, tone } = VERDICT_LOOKS[verdict];
  return (
    <Icon
      aria-hidden
      className={classNames("size-4 shrink-0", TONE_TEXT[tone], className)}
      strokeWidth={2.25}
    />
  );
}

export function VerdictBadge({ verdict, className }: VerdictProps) {
  const t = useTranslations("common.verdict");
  const { tone, icon: Icon } = VERDICT_LOOKS[verdict];
  return (
    <span
      className={classNames(
        "inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full pr-2.5 pl-2 text-xs font-semibold",
        TONE_SOFT[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      {t(verdict)}
    </span>
  );
}
