import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { USUAL_PREFERENCES } from "#contracts/usual-preferences.ts";
import { flipMoments } from "#ui/format/flip-moments.ts";
import { PreferencesProvider } from "#ui/format/preferences-context.tsx";
import format from "#ui/i18n/messages/en/format.json" with { type: "json" };
import { TimeAgo } from "./time-ago.tsx";

const NOW = Date.parse("2026-11-21T12:00:00Z");
beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

function shown(preferences: typeof USUAL_PREFERENCES): string {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ format }}>
      <PreferencesProvider preferences={preferences}>
        <TimeAgo at={NOW - 12_000} />
      </PreferencesProvider>
    </NextIntlClientProvider>,
  );
  return html.replace(/<[^>]*>/g, "");
}

test("a moment says how long ago, and the time itself once the key has turned all of them", () => {
  expect(shown(USUAL_PREFERENCES)).toMatch(/ago/);
  expect(shown(flipMoments(USUAL_PREFERENCES))).toMatch(/11:59:48/);
  expect(shown(flipMoments(flipMoments(USUAL_PREFERENCES)))).toMatch(/ago/);
});
