import * as z from "zod";

/** A single mailbox in plain ASCII: nothing that a mail server could read as two, or as a header. */
export const EmailAddress = z.string().trim().max(254).pipe(z.email("Give a full e-mail address."));
