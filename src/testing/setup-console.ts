import { afterEach, beforeEach, expect, vi } from "vitest";

// What is written to console.error in a unit test is a fault that nobody would see otherwise.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation((...parts: unknown[]) => {
    throw new Error(`console.error was called: ${parts.map(String).join(" ")}`);
  });
});

afterEach(() => {
  expect(vi.mocked(console.error)).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
