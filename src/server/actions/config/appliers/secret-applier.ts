import { SecretInput } from "#contracts/secret.ts";
import { secretVariable } from "#domain/config/find-refusals.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { deleteSecret, updateSecret } from "../../secret/change-secret.ts";
import { createSecret } from "../../secret/create-secret.ts";
import { type Applier, type ApplyContext, requireValue } from "../apply-context.ts";

export const secretApplier: Applier<"secret"> = {
  async create(context, { entry: { name } }) {
    return (await createSecret(context.deps, context.caller, { name, value: readValue(context, name) })).id;
  },
  async update(context, { id, entry: { name } }) {
    await updateSecret(context.deps, context.caller, { id, value: readValue(context, name) });
  },
  remove: ({ deps, caller }, id) => deleteSecret(deps, caller, id),
};

function readValue(context: ApplyContext, name: string): string {
  const variable = secretVariable(name);
  const parsed = SecretInput.shape.value.safeParse(requireValue(context, variable));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", `${variable}: ${parsed.error.issues[0]?.message ?? "This is no secret."}`);
}
