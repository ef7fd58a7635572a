import * as z from "zod";
import { LOCALES } from "./locales.ts";

export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;
