/** @jsxImportSource preact */
import type { Words } from "../make-words.ts";

type Props = { at: number; words: Words; only?: "time" };

/** In the page's zone; the script puts the visitor's in its place. */
export function Moment({ at, words, only }: Props) {
  return (
    <time dateTime={`${new Date(at).toISOString().slice(0, 16)}Z`} data-f={only === "time" ? "t" : "m"}>
      {only === "time" ? words.time(at) : words.moment(at)}
    </time>
  );
}
