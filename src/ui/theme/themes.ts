import { Monitor, Moon, Sun } from "lucide-react";

export const THEMES = [
  { value: "light", icon: Sun },
  { value: "dark", icon: Moon },
  { value: "system", icon: Monitor },
] as const;
