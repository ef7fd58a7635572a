import { CircleCheck } from "lucide-react";
import { classNames } from "#ui/primitives/class-names.ts";

const DAYS = 30;
/** Of each row: its name's width, and the days that were not well. */
const ROWS = [
  { key: "first", width: "w-20", bad: new Map([[11, "bg-warn-fill"]]) },
  {
    key: "second",
    width: "w-28",
    bad: new Map([
      [19, "bg-down-fill"],
      [20, "bg-warn-fill"],
    ]),
  },
  { key: "third", width: "w-16", bad: new Map<number, string>() },
] as const;

/** What a page looks like, made of elements, so that it follows the theme. */
export function PagePicture() {
  return (
    <div aria-hidden className="w-full max-w-md justify-self-center rounded-xl border bg-bg p-5 shadow-card">
      <div className="flex items-center justify-between">
        <span className="flex items-center gap-2">
          <span className="size-5 rounded-md bg-accent" />
          <span className="h-2.5 w-24 rounded-full bg-ink/80" />
        </span>
        <span className="h-5 w-16 rounded-md border bg-surface" />
      </div>
      <div className="mt-4 flex items-center gap-2.5 rounded-lg bg-up-soft px-3.5 py-3 text-up">
        <CircleCheck className="size-5" />
        <span className="h-2.5 w-40 rounded-full bg-current opacity-80" />
      </div>
      <div className="mt-4 divide-y rounded-lg border bg-surface">
        {ROWS.map(({ key, width, bad }) => (
          <div key={key} className="flex flex-col gap-2.5 px-3.5 py-3">
            <div className="flex items-center justify-between">
              <span className={classNames("h-2 rounded-full bg-ink-2/70", width)} />
              <span className="h-2 w-10 rounded-full bg-up-fill/70" />
            </div>
            <div className="flex gap-0.5">
              {Array.from({ length: DAYS }, (_, day) => (
                <span
                  key={`${key}-${String(day)}`}
                  className={classNames("h-5 flex-1 rounded-xs", bad.get(day) ?? "bg-up-fill/80")}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
