import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#ui/primitives/card.tsx";

type StepProps = {
  number: number;
  title: string;
  note: string;
  state: "open" | "done" | "later";
  children?: ReactNode;
};

/** One of the first steps: its number turns into a tick, and what comes later waits in grey. */
export function Step({ number, title, note, state, children }: StepProps) {
  const t = useTranslations("onboarding");
  return (
    <li>
      <Card
        className={`flex gap-3.5 p-4 sm:gap-4 sm:p-5 ${state === "later" ? "bg-transparent shadow-none" : ""}`}
      >
        <span
          aria-hidden
          className={`flex size-7 shrink-0 items-center justify-center rounded-full text-xs font-semibold tabular-nums ${MARKS[state]}`}
        >
          {state === "done" ? <Check className="size-4" strokeWidth={3} /> : number}
        </span>
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <div>
            <h2
              className={`text-[0.9375rem] leading-7 font-semibold ${state === "later" ? "text-ink-2" : ""}`}
            >
              {title}
              {state === "done" && <span className="sr-only"> ({t("doneMark")})</span>}
            </h2>
            <p className="text-[0.8125rem] text-pretty text-ink-2">{note}</p>
          </div>
          {state !== "later" && <div className="max-sm:-ml-10.5">{children}</div>}
        </div>
      </Card>
    </li>
  );
}

const MARKS = {
  open: "bg-accent text-accent-ink",
  done: "bg-up-soft text-up",
  later: "border border-line-strong text-ink-3",
} as const;
