import { classNames } from "./class-names.ts";

type KeyCapsProps = { keys: string; isMac: boolean; className?: string };

/** "g m" as two keys, "mod+k" as ⌘ K or Ctrl K. */
export function KeyCaps({ keys, isMac, className }: KeyCapsProps) {
  return (
    <span className={classNames("inline-flex shrink-0 items-center gap-1", className)}>
      {keys.split(/[ +]/).map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong bg-sunken px-1 font-sans text-[0.6875rem] font-medium text-ink-2"
        >
          {nameOf(key, isMac)}
        </kbd>
      ))}
    </span>
  );
}

function nameOf(key: string, isMac: boolean): string {
  if (key === "mod") return isMac ? "⌘" : "Ctrl";
  if (key === "shift") return "⇧";
  return key.length === 1 ? key.toUpperCase() : key;
}
