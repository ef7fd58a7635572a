import { useTranslations } from "next-intl";
import { classNames } from "#ui/primitives/class-names.ts";
import { TONE_TEXT } from "#ui/verdict/verdict-words.ts";
import type { Look } from "./delivery-words.ts";

/** A word with its shape, so that colour is never the only sign. */
export function LookLabel({ look, className }: { look: Look; className?: string }) {
  const t = useTranslations("common.look");
  const { icon: Icon, tone, word } = look;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-center gap-1.5 text-xs font-semibold whitespace-nowrap",
        TONE_TEXT[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={2.25} />
      {t(word)}
    </span>
  );
}
