import type { NotifyDeps } from "./deliver.ts";
import { createNotifier, type Notifier } from "./notifier.ts";

// On globalThis: separately bundled routes must not run a loop each.
const holder = globalThis as typeof globalThis & { uptickNotifier?: Notifier };

/** The one of this process, made by the first to ask. */
export function processNotifier(deps: NotifyDeps): Notifier {
  holder.uptickNotifier ??= createNotifier(deps);
  return holder.uptickNotifier;
}
