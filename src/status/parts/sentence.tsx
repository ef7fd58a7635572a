/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";

type Slots = Record<string, ComponentChildren>;
type Props = { text: (marks: Record<string, string>) => string; slots: Slots };

const MARK = /\ue000(\w+)\ue000/;

/** A translated sentence with elements in its places. */
export function Sentence({ text, slots }: Props) {
  const marks = Object.fromEntries(Object.keys(slots).map((name) => [name, `\ue000${name}\ue000`]));
  return (
    <>
      {text(marks)
        .split(MARK)
        .map((part, at) => (at % 2 === 1 ? slots[part] : part))}
    </>
  );
}
