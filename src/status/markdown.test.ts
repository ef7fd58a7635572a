import fc from "fast-check";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { makeWords } from "./make-words.ts";
import { Markdown } from "./parts/markdown.tsx";

const words = makeWords("en", "UTC");

/** Elements and their attributes; nothing else may come of what somebody writes. */
const ALLOWED: Record<string, readonly string[]> = {
  div: ["class", "dir", "role", "aria-label", "tabindex"],
  pre: ["tabindex", "role", "aria-label"],
  a: ["href", "rel"],
  th: ["scope"],
  ...Object.fromEntries(
    "p h4 h5 blockquote hr ul ol li code strong em table thead tbody tr td"
      .split(" ")
      .map((name) => [name, []]),
  ),
};

type Seen = { elements: Set<string>; links: string[]; text: string };

/** Strict XML, so that a tag that is not closed or an attribute without quotes is found, too. */
function read(markdown: string): Seen {
  const seen: Seen = { elements: new Set(), links: [], text: "" };
  const parser = new SaxesParser({ fragment: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    seen.elements.add(name);
    const allowed = ALLOWED[name];
    if (!allowed) throw new Error(`<${name}> is not allowed`);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (!allowed.includes(attribute)) throw new Error(`${attribute} of <${name}> is not allowed`);
      if (attribute === "href") seen.links.push(String(value));
      if (attribute === "rel") expect(value).toBe("noopener nofollow ugc");
    }
  });
  parser.on("text", (text) => {
    seen.text += text;
  });
  // The one thing that is text in HTML and an error in XML.
  const html = renderToString(h(Markdown, { text: markdown, words })).replaceAll("]]>", "]]&gt;");
  parser.write(html).close();
  return seen;
}

const CORPUS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<style>@import url(https://canary.example)</style>",
  "</div></main><svg/onload=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<!-- <b> --> <![CDATA[<i>]]> &lt;b&gt; &#60;b&#62;",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:x) [x](file:///etc/passwd) [x](//evil.example) [x](blob:https://a.example/1)",
  '[x](https://a.example"onmouseover="alert(1))',
  "[x](https://a.example/'onmouseover='alert(1))",
  '<https://a.example/"onclick=alert(1)>',
  'https://a.example/"><script>alert(1)</script>',
  "![beacon](https://canary.example/x.png)",
  "[![x](javascript:alert(1))](javascript:alert(2))",
  "| <b> | a |\n| --- | --- |\n| <script> | [x](javascript:a) |",
  "```html\n<script>alert(1)</script>\n```",
  "`<script>`",
  "# <h1 onclick=a>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template engine would run
  "{{7*7}} ${7*7} %{7*7} <%= 7*7 %>",
  `${">".repeat(10_000)} x`,
  "\u202egnp.exe \u2066x\u2069 \u200f",
];

test.each(CORPUS.map((markdown) => ({ name: markdown.slice(0, 40), markdown })))(
  "$name becomes allowed elements only",
  ({ markdown }) => {
    const { links, text } = read(markdown);
    expect(links.filter((href) => !/^(https?:\/\/|mailto:)/.test(href))).toEqual([]);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  },
);

test("what may be written is there", () => {
  const { elements, links, text } = read(
    "# T\n\n**b** *i* `c` [l](https://a.example) <me>\n\n> q\n\n- x\n\n1. y\n\n---\n\n```\nz\n```\n\n| a |\n|---|\n| b |\n\nmailto: [m](mailto:a@b.example)",
  );
  expect([...elements].sort()).toEqual(
    "a blockquote code div em h4 hr li ol p pre strong table tbody td th thead tr ul".split(" "),
  );
  expect(links).toEqual(["https://a.example", "mailto:a@b.example"]);
  expect(text).toContain("<me>");
});

test("whatever two people write into each other's text stays text", () => {
  const piece = fc.constantFrom(
    ...CORPUS.filter(({ length }) => length < 200),
    "\n",
    "*",
    "`",
    "[",
    "](",
    ")",
    "|",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { links } = read(pieces.join(""));
      expect(links.every((href) => /^(https?:\/\/|mailto:)/.test(href))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
