import { expect, test } from "vitest";
import {
  type BadgeChoice,
  badgeAddress,
  badgeSnippet,
  elementSnippet,
  frameAddress,
  frameSnippet,
  widgetSnippet,
} from "./share-snippets.ts";

const PAGE = "https://status.example.com";
const choice: BadgeChoice = {
  kind: "status",
  componentId: null,
  style: "flat",
  label: "",
  colour: "auto",
  days: 90,
  lang: "auto",
};

test.each<{ change: Partial<BadgeChoice>; address: string }>([
  { change: {}, address: "/badge/status.svg" },
  { change: { kind: "uptime", days: 30 }, address: "/badge/uptime.svg?days=30" },
  { change: { componentId: "c1", style: "plastic" }, address: "/badge/c1/status.svg?style=plastic" },
  {
    change: { label: " a&b=c ", colour: "red", lang: "hi" },
    address: "/badge/status.svg?label=a%26b%3Dc&color=red&lang=hi",
  },
])("the badge is at $address", ({ change, address }) => {
  expect(badgeAddress(PAGE, { ...choice, ...change })).toBe(`${PAGE}${address}`);
});

const image = badgeAddress(PAGE, choice);

test.each([
  { format: "markdown", text: `[![A \\[b\\] "c"](${image})](${PAGE})` },
  { format: "html", text: `<a href="${PAGE}"><img src="${image}" alt="A [b] &quot;c&quot;"></a>` },
  { format: "asciidoc", text: `image:${image}["A [b' 'c'",link="${PAGE}"]` },
  { format: "address", text: image },
] as const)("as $format", ({ format, text }) => {
  expect(badgeSnippet(format, { page: PAGE, image, alt: 'A [b] "c"' })).toBe(text);
});

test("what people wrote cannot end an attribute", () => {
  const frame = frameSnippet(frameAddress(PAGE, { theme: "dark", show: "state", lang: "de" }), {
    title: '"><script>',
    heightPx: 200,
  });
  expect(frame).toContain('title="&quot;&gt;&lt;script&gt;"');
  expect(frame).toContain('src="https://status.example.com/embed?theme=dark&amp;show=state&amp;lang=de"');
});

test("the component and the widget load the one script and name the page", () => {
  const host = { appUrl: "https://uptick.example", page: PAGE };
  expect(elementSnippet(host, { theme: "light", show: "all", lang: "auto" })).toBe(
    `<script src="https://uptick.example/embed/uptick-status.js" async></script>
<uptick-status page="https://status.example.com" theme="light"></uptick-status>`,
  );
  expect(widgetSnippet(host, { theme: "system", show: "state", lang: "de" })).toBe(
    '<script src="https://uptick.example/embed/uptick-status.js" data-page="https://status.example.com" data-lang="de" data-compact="" async></script>',
  );
});
