import type { OnCallTurn } from "#contracts/escalation.ts";
import { Span } from "#ui/forms/span.tsx";

type TurnListProps = {
  turns: readonly OnCallTurn[];
  nameOf: (channelId: string) => string;
  nowMs: number;
};

/** Who is on call and who comes next. */
export function TurnList({ turns, nameOf, nowMs }: TurnListProps) {
  return (
    <ol className="flex flex-col gap-1.5 text-[0.8125rem]">
      {turns.map((turn) => {
        const isNow = turn.startsAt <= nowMs && nowMs < turn.endsAt;
        return (
          <li key={`${turn.startsAt}-${turn.channelId}`} className="flex flex-wrap items-baseline gap-x-2.5">
            <span className={isNow ? "font-semibold" : "font-medium"}>{nameOf(turn.channelId)}</span>
            <span className="text-xs text-ink-3 tabular-nums">
              <Span startsAt={turn.startsAt} endsAt={turn.endsAt} />
            </span>
            {isNow && <span className="text-xs font-semibold text-up">on call now</span>}
            {turn.isOverride && <span className="text-xs text-ink-2">override</span>}
          </li>
        );
      })}
    </ol>
  );
}
