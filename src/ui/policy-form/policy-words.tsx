import { TriangleAlert } from "lucide-react";

/** What a policy means, sentence by sentence. */
export function PolicyWords({
  sentences,
  warnings = [],
}: {
  sentences: readonly string[];
  warnings?: readonly string[];
}) {
  return (
    <div lang="en" className="flex flex-col gap-1.5 text-[0.8125rem] text-pretty">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {warnings.map((warning) => (
        <p
          key={warning}
          className="flex items-start gap-1.5 rounded-lg border border-warn/30 bg-warn-soft px-3 py-2"
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
          {warning}
        </p>
      ))}
    </div>
  );
}
