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
    <ol className="grid grid-cols-1 gap-1.5 text-[0.8125rem] sm:grid-cols-[fit-content(14rem)_fit-content(24rem)_auto] sm:gap-x-4">
      {turns.map((turn) => {
        const isNow = turn.startsAt <= nowMs && nowMs < turn.endsAt;
        return (
          <li
            key={`${turn.startsAt}-${turn.channelId}`}
            className="flex flex-wrap items-baseline gap-x-2.5 sm:col-span-3 sm:grid sm:grid-cols-subgrid"
          >
            <span className={isNow ? "font-semibold break-words" : "font-medium break-words"}>
              {nameOf(turn.channelId)}
            </span>
            <span className="text-xs text-ink-3 tabular-nums">
              <Span startsAt={turn.startsAt} endsAt={turn.endsAt} />
            </span>
            <span className="flex gap-2.5 text-xs">
              {isNow && <span className="font-semibold text-up">on call now</span>}
              {turn.isOverride && <span className="text-ink-2">override</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
