import type { LucideIcon } from "lucide-react";
import { classNames } from "#ui/primitives/class-names.ts";
import { TONE_TEXT, type Tone } from "./verdict-words.ts";

type ToneLabelProps = {
  look: { tone: Tone; icon: LucideIcon };
  text: string;
  className?: string | undefined;
};

/** A word with its shape, so that colour is never the only sign. */
export function ToneLabel({ look, text, className }: ToneLabelProps) {
  const { tone, icon: Icon } = look;
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 text-[0.8125rem] font-medium",
        TONE_TEXT[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={2.25} />
      {text}
    </span>
  );
}
