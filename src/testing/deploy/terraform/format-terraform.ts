const ATTRIBUTE = /^(\s*)([A-Za-z_][\w-]*|"[^"]*") *= *(\S.*)$/;

/**
 * What `terraform fmt` makes of the text, for what our files use: two spaces a level, and `=` in one column where
 * attributes of one line follow one another.
 */
export function formatTerraform(text: string): string {
  const lines = indent(text.split("\n").map((line) => line.trim()));
  return `${align(lines).join("\n").trimEnd()}\n`;
}

function indent(lines: string[]): string[] {
  let depth = 0;
  return lines.map((line) => {
    const closing = /^[)\]}]+/.exec(line)?.[0].length ?? 0;
    const level = closing > 0 ? depth - 1 : depth;
    depth += Math.sign(netBrackets(line));
    return line === "" ? "" : "  ".repeat(level) + line;
  });
}

/** Aligned are runs of attributes that end on their own line; whatever else stands between breaks the run. */
function align(lines: string[]): string[] {
  const aligned = [...lines];
  let run: number[] = [];
  const close = () => {
    const keys = run.map((at) => ATTRIBUTE.exec(lines[at] ?? "")?.[2]?.length ?? 0);
    const width = Math.max(...keys);
    for (const at of run)
      aligned[at] = (lines[at] ?? "").replace(
        ATTRIBUTE,
        (_, lead, key, value) => `${lead}${key.padEnd(width)} = ${value}`,
      );
    run = [];
  };
  for (const [at, line] of lines.entries()) {
    const isAttribute = ATTRIBUTE.test(line) && !line.trim().startsWith("#");
    if (isAttribute && netBrackets(line) === 0) run.push(at);
    else {
      close();
      if (isAttribute) aligned[at] = line.replace(ATTRIBUTE, "$1$2 = $3");
    }
  }
  close();
  return aligned;
}

function netBrackets(line: string): number {
  const code = line.replaceAll(/"(?:\\.|\$\{[^}]*\}|[^"\\])*"/g, "").replace(/(#|\/\/).*$/, "");
  return (code.match(/[([{]/g)?.length ?? 0) - (code.match(/[)\]}]/g)?.length ?? 0);
}
