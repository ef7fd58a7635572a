import { expect, test } from "vitest";
import { mergeEnv, parseEnvFile } from "./env-file.ts";

test.each([
  { line: "A=1", value: "1" },
  { line: "  export A = spaced value  # why", value: "spaced value" },
  { line: 'A="a # b"', value: "a # b" },
  { line: "A='$x\\n'", value: "$x\\n" },
  { line: 'A="two\\nlines"', value: "two\nlines" },
  { line: "A=postgresql://u:p#x@h/db", value: "postgresql://u:p#x@h/db" },
  { line: "A=", value: "" },
  { line: "A=# nothing", value: "" },
])("reads $line", ({ line, value }) => {
  expect(parseEnvFile(line)).toEqual({ A: value });
});

test("comments and broken lines are passed over", () => {
  expect(parseEnvFile("# A=1\n\nnot a variable\r\nB=2")).toEqual({ B: "2" });
});

test("the real environment wins over the file, and an empty string counts as unset", () => {
  expect(mergeEnv({ A: "real", B: "", C: undefined }, { A: "file", B: "file", C: "file", D: "" })).toEqual({
    A: "real",
    B: "file",
    C: "file",
  });
});
