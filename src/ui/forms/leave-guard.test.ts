import { expect, test, vi } from "vitest";
import { createLeaveGuard } from "./leave-guard.ts";

test("one leaves at once where nothing would be lost", () => {
  const guard = createLeaveGuard();
  const proceed = vi.fn();
  guard.hold()();
  guard.leave(proceed);
  expect(proceed).toHaveBeenCalledOnce();
  expect(guard.question()).toBeNull();
});

test("with unsaved text one is asked, and staying keeps it", () => {
  const guard = createLeaveGuard();
  const proceed = vi.fn();
  guard.hold();
  guard.leave(proceed);
  expect(guard.question()).not.toBeNull();
  guard.stay();
  expect(proceed).not.toHaveBeenCalled();
  expect(guard.isDirty()).toBe(true);
});

test("throwing it away goes where one wanted to, and asks no second time", () => {
  const guard = createLeaveGuard();
  const proceed = vi.fn();
  guard.hold();
  guard.leave(proceed);
  guard.discard();
  expect(proceed).toHaveBeenCalledOnce();
  expect(guard.isDirty()).toBe(false);
});
