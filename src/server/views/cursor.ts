import type * as z from "zod";
import { AppError } from "#server/runtime/app-error.ts";

/** Opaque to the client; whoever changes it gets another page of their own data or an error, never somebody else's. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

export function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    throw new AppError("invalid", "This page link is damaged. Start at the first page.", { cause: error });
  }
}
