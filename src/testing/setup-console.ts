import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

let consoleError: MockInstance<typeof console.error>;

// What is written to console.error in a unit test is a fault that nobody would see otherwise.
beforeEach(() => {
  consoleError = vi.spyOn(console, "error").mockImplementation((...parts: unknown[]) => {
    throw new Error(`console.error was called: ${parts.map(String).join(" ")}`);
  });
});

afterEach(() => {
  expect(consoleError).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
