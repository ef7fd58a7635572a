"use client";

import { createContext, type ReactNode, use } from "react";
import type { Preferences } from "#contracts/preferences.ts";
import { USUAL_PREFERENCES } from "#contracts/usual-preferences.ts";

const PreferencesContext = createContext<Preferences>(USUAL_PREFERENCES);

type PreferencesProviderProps = { preferences: Preferences; children: ReactNode };

export function PreferencesProvider({ preferences, children }: PreferencesProviderProps) {
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** Those of the person who is signed in; the usual ones for a visitor. */
export function usePreferences(): Preferences {
  return use(PreferencesContext);
}
