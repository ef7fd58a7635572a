/** @jsxImportSource preact */
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import type { Frame } from "../render-document.tsx";
import { Icon } from "./icons.tsx";
import { Moment } from "./moment.tsx";
import { Sentence } from "./sentence.tsx";

/** A page is made anew every few seconds; older than this it comes from a time when that was not possible. */
const OLD_MS = 2 * 60_000;

/** Never stale green: what may be out of date says so before anything else. */
export function Notices({ snapshot, frame: { words, options } }: { snapshot: StatusSnapshot; frame: Frame }) {
  const { delayedSince, generatedAt } = snapshot;
  const isOld = !options.isStatic && options.nowMs - generatedAt > OLD_MS;
  return (
    <>
      {delayedSince !== null && (
        <p class="note warn" role="note">
          <Icon name="warn" />
          <span>
            <Sentence
              text={(marks) => words.t("page.delayed", { time: marks.time ?? "" })}
              slots={{ time: <Moment at={delayedSince} words={words} /> }}
            />
          </span>
        </p>
      )}
      {isOld && (
        <p class="note warn" role="note">
          <Icon name="warn" />
          <span>
            <Sentence
              text={(marks) => words.t("page.old", { time: marks.time ?? "" })}
              slots={{ time: <Moment at={generatedAt} words={words} /> }}
            />
          </span>
        </p>
      )}
      <p id="age" class="note warn" hidden data-text={words.t("page.copy", { ago: "{0}" })}>
        <Icon name="warn" />
        <span />
      </p>
    </>
  );
}
