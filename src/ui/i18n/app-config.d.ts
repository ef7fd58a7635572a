import type { Locale } from "#contracts/locale.ts";
import type { Messages } from "./load-messages.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
