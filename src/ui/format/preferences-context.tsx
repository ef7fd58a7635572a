"use client";

import { createContext, type ReactNode, use } from "react";
import { Preferences } from "#contracts/preferences.ts";

const PreferencesContext = createContext<Preferences>(Preferences.parse({}));

type PreferencesProviderProps = { preferences: Preferences; children: ReactNode };

export function PreferencesProvider({ preferences, children }: PreferencesProviderProps) {
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** Those of the person who is signed in; the usual ones for a visitor. */
export function usePreferences(): Preferences {
  return use(PreferencesContext);
}
