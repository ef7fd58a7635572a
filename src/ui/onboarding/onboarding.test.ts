import { expect, test } from "vitest";
import { findTitle } from "./find-title.ts";
import { readAddress } from "./typed-address.ts";

test.each([
  ["<html><title>Example Domain</title>", "Example Domain"],
  ["<TITLE lang='en'>\n  Fish &amp; Chips &#8211; &#x41;\n</TITLE>", "Fish & Chips – A"],
  ["<title>&lt;script&gt;</title>", "<script>"],
  ["<title>&#99999999; &bogus; &#0;</title>", "&#99999999; &bogus; &#0;"],
  ["<title> </title>", null],
  ["<h1>No title</h1>", null],
  ["<title>cut off", null],
])("the title of %s is %s", (html, title) => {
  expect(findTitle(html)).toBe(title);
});

test("a title is never longer than a name may be", () => {
  expect(findTitle(`<title>${"x".repeat(900)}</title>`)).toHaveLength(120);
});

test.each([
  ["example.com", "https://example.com", "example.com"],
  [" www.example.com/health ", "https://www.example.com/health", "example.com"],
  ["http://127.0.0.1:8080/", "http://127.0.0.1:8080/", "127.0.0.1:8080"],
])("%s is watched as %s under the name %s", (text, url, name) => {
  const read = readAddress(text, ["a"]);
  expect(read).toMatchObject({ kind: "input", input: { name, check: { url } } });
});

test.each([
  ["postgres://db.example.com/shop", "database", "db.example.com"],
  ["tcp://mail.example.com:2525", "tcp", "mail.example.com:2525"],
  ["dns:example.com", "dns", "A example.com"],
])("%s is watched as a %s check under the name %s", (text, kind, name) => {
  expect(readAddress(text, ["a"])).toMatchObject({ kind: "input", input: { name, check: { kind } } });
});

test.each(["", "https://", "ftp://example.com", "https://user:secret@example.com/"])(
  "%s is refused",
  (text) => {
    expect(readAddress(text, ["a"]).kind).toBe("wrong");
  },
);

test("without a region nothing can be watched, and that is what is said", () => {
  expect(readAddress("example.com", [])).toEqual({ kind: "wrong", message: "Choose at least one region." });
});
