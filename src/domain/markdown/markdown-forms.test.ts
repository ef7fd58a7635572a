import { expect, test } from "vitest";
import { markdownToHtml } from "./markdown-to-html.ts";
import { markdownToText } from "./markdown-to-text.ts";

const POST = [
  "# Why",
  "",
  "We found **one** slow `query`; see [the notes](https://example.com/?a=1&b=2).",
  "",
  "- first",
  "- second",
  "",
  "> quoted",
].join("\n");

test("a post becomes HTML with nothing but tags of ours", () => {
  expect(markdownToHtml(POST)).toBe(
    [
      "<h3>Why</h3>",
      '<p>We found <strong>one</strong> slow <code>query</code>; see <a href="https://example.com/?a=1&amp;b=2" rel="noopener nofollow">the notes</a>.</p>',
      "<ul><li>first</li><li>second</li></ul>",
      "<blockquote>quoted</blockquote>",
    ].join("\n"),
  );
});

test("a post becomes text that keeps its addresses", () => {
  expect(markdownToText(POST)).toBe(
    "Why\n\nWe found one slow query; see the notes (https://example.com/?a=1&b=2).\n\n- first\n- second\n\n> quoted",
  );
});

test.each([
  "<script>alert(1)</script>",
  "[x](javascript:alert(1))",
  '[x](https://e.example/"onmouseover="alert(1))',
  "`<img src=x onerror=alert(1)>`",
  "| <b>a</b> | b |\n| --- | --- |\n| <i>c</i> | d |",
])("no markup of the writer survives: %s", (hostile) => {
  const html = markdownToHtml(hostile);
  expect(html).not.toMatch(/<(?:script|img|b|i)\b/);
  expect(html).not.toMatch(/<a [^>]*href="javascript/);
  expect(html.replace(/<a href="[^"<>]*" rel="noopener nofollow">/g, "")).not.toMatch(/<[^>]+=/);
});
