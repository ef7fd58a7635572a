import type { ConfigDocument } from "#contracts/config-document.ts";
import type { IsRenewed } from "#domain/config/plan-entry.ts";
import { verifyPassword } from "#server/auth/password.ts";
import { openSecrets } from "#server/channels/channel-secrets.ts";
import { KeyRingError } from "#server/runtime/key-ring.ts";
import type { LoadedConfig } from "#server/store/config/load-config.ts";
import { openValue } from "#server/store/secret-store.ts";
import type { ConfigDeps } from "./apply-context.ts";

type Given = { document: ConfigDocument; values: Record<string, string>; workspaceId: string };

/** Whether a value that was given is another than the one that is stored: asked before anything is planned. */
export async function compareCredentials(
  deps: Pick<ConfigDeps, "keyRing">,
  loaded: LoadedConfig,
  given: Given,
): Promise<IsRenewed> {
  const { values, workspaceId } = given;
  const channels = new Map(loaded.channels.map((row) => [row.id, row]));
  const secrets = new Map(loaded.secrets.map((row) => [row.id, row]));
  const passwords = await comparePasswords(loaded, given);
  return (id, { field, env }) => {
    const value = values[env];
    if (value === undefined) return false;
    const channel = channels.get(id);
    const sealed = channel?.secrets[field];
    if (channel && sealed !== undefined) {
      return !opensTo(value, () => {
        return openSecrets(deps.keyRing, { id, workspaceId, secrets: { [field]: sealed } })[field];
      });
    }
    const secret = secrets.get(id);
    const { keyRing } = deps;
    if (secret && keyRing) return !opensTo(value, () => openValue(keyRing, { ...secret, workspaceId }));
    return passwords.get(`${id} ${env}`) === false;
  };
}

/** What does not open any more has to be given again. */
function opensTo(value: string, open: () => string | undefined): boolean {
  try {
    return open() === value;
  } catch (cause) {
    if (cause instanceof KeyRingError) return false;
    throw cause;
  }
}

/** By page and variable; each costs the time of a sign-in, so only for pages that a document names. */
async function comparePasswords(
  { pages, entries }: LoadedConfig,
  { document, values }: Given,
): Promise<Map<string, boolean>> {
  const keys = new Map(entries.map(({ id, managed }) => [id, managed?.key]));
  const answers = new Map<string, boolean>();
  for (const page of pages) {
    for (const { key, slug, password } of document.statusPages) {
      const value = password && values[password.env];
      if (value === undefined || (slug !== page.slug && key !== keys.get(page.id))) continue;
      answers.set(`${page.id} ${password?.env}`, await verifyPassword(page.passwordHash, value));
    }
  }
  return answers;
}
