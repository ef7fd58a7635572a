import { type ClipboardEvent, createContext, use } from "react";
import { useCheckField } from "./check-fields-context.ts";
import { type Pasted, readPaste } from "./smart-paste.ts";

/** Fills the form with what was pasted; false where that is left to the field. */
export const PasteContext = createContext<(pasted: Pasted) => boolean>(() => false);

/** A pasted address fills all fields that it speaks of, and one with a foreign scheme does so when it was typed. */
export function usePaste(name: string) {
  const take = use(PasteContext);
  const { text } = useCheckField(name);
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const replacesAll = value === "" || (selectionStart === 0 && selectionEnd === value.length);
    const pasted = replacesAll ? readPaste(event.clipboardData.getData("text")) : null;
    if (pasted !== null && take(pasted)) event.preventDefault();
  };
  const onBlur = () => {
    const pasted = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^https?:/i.test(text) ? readPaste(text) : null;
    if (pasted?.isExplicit === true) take(pasted);
  };
  return { onPaste, onBlur };
}
