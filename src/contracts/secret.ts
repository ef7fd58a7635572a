import * as z from "zod";

export const SecretName = z
  .string()
  .trim()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, "Use capital letters, digits and _, a letter first, such as API_TOKEN.");

/** Shorter ones could not be told from other text where they have to be masked. */
export const LEAST_SECRET_LENGTH = 4;
const SecretValue = z
  .string()
  .min(LEAST_SECRET_LENGTH, `A secret has ${LEAST_SECRET_LENGTH} characters at least.`)
  .max(32_768, "A secret has 32,768 characters at most.")
  .refine((value) => !/\p{Cs}/u.test(value), "The secret holds half of a character. Copy it again.");

export const SecretInput = z.strictObject({ name: SecretName, value: SecretValue });
export type SecretInput = z.infer<typeof SecretInput>;

export const SecretChange = z.strictObject({ id: z.uuid(), value: SecretValue });
export type SecretChange = z.infer<typeof SecretChange>;

/** The value is never answered. `usedBy` counts the monitors whose checks name it. */
export type SecretView = {
  id: string;
  name: string;
  createdAt: number;
  updatedAt: number;
  updatedBy: string;
  usedBy: number;
};
