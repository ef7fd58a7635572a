/** What can be done with something found, by typing the verb before its name. */
export type Verb = "pause" | "resume" | "check" | "acknowledge";

/** "pause shop" asks to pause what "shop" finds; without a verb all of the text is searched. */
export function readVerb(text: string, names: Record<Verb, string>): { verb: Verb | null; search: string } {
  const whole = text.trim();
  const [first = "", ...rest] = whole.split(/\s+/);
  const typed = first.toLowerCase();
  const verbs: Verb[] = ["pause", "resume", "check", "acknowledge"];
  const verb = verbs.find((one) => {
    const name = names[one].toLowerCase();
    return typed.length >= 3 && (name === typed || name.startsWith(typed));
  });
  if (verb === undefined || rest.length === 0) return { verb: null, search: whole };
  return { verb, search: rest.join(" ") };
}
