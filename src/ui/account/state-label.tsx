import { classNames } from "#ui/primitives/class-names.ts";

/** "On" or "Off" in words, with a dot. */
export function StateLabel({ on, children }: { on: boolean; children: string }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-medium",
        on ? "bg-up-soft text-up" : "bg-idle-soft text-idle",
      )}
    >
      <span aria-hidden className={classNames("size-1.5 rounded-full", on ? "bg-up-fill" : "bg-idle-fill")} />
      {children}
    </span>
  );
}
