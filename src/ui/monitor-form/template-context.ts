import { createContext, use } from "react";
import type { Template } from "./templates.ts";

/** What a new HTTP check begins from: all but the plainest opens the part that it has filled in. */
export const TemplateContext = createContext<Template>("website");

export function useTemplate(): Template {
  return use(TemplateContext);
}
