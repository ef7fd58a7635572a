"use client";

import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import type { Preferences } from "#contracts/preferences.ts";
import { USUAL_PREFERENCES } from "#contracts/usual-preferences.ts";
import { flipMoments } from "./flip-moments.ts";

const PreferencesContext = createContext<Preferences>(USUAL_PREFERENCES);
const FlipContext = createContext<() => void>(() => undefined);

type PreferencesProviderProps = { preferences: Preferences; children: ReactNode };

export function PreferencesProvider({ preferences, children }: PreferencesProviderProps) {
  const [isFlipped, setIsFlipped] = useState(false);
  const flip = useCallback(() => setIsFlipped((before) => !before), []);
  const shown = useMemo(() => (isFlipped ? flipMoments(preferences) : preferences), [isFlipped, preferences]);
  return (
    <FlipContext value={flip}>
      <PreferencesContext value={shown}>{children}</PreferencesContext>
    </FlipContext>
  );
}

/** Those of the person who is signed in; the usual ones for a visitor. */
export function usePreferences(): Preferences {
  return use(PreferencesContext);
}

/** Shows moments the other way until it is called again or the page is left: what the pointer sees by resting on one. */
export function useFlipMoments(): () => void {
  return use(FlipContext);
}
