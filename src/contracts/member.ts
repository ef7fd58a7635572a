import * as z from "zod";
import { EmailAddress } from "./email-address.ts";
import { Tag } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import { Role } from "./role.ts";

/** Roles that can be held to monitors with certain tags. Admins and owners see everything. */
export const TAGGED_ROLES: readonly Role[] = ["viewer", "editor"];

const MemberTags = z.array(Tag).max(20, "20 tags at most.");

export const MemberChange = z.strictObject({ userId: z.uuid(), role: Role, tags: MemberTags });
export type MemberChange = z.infer<typeof MemberChange>;

export type MemberView = {
  userId: string;
  email: string;
  name: string | null;
  role: Role;
  tags: string[];
  joinedAt: number;
  /** The newest sign of life of any of their sessions, in whatever workspace. */
  lastSeenAt: number | null;
  hasSecondFactor: boolean;
};

/** Owners are made of members only. */
export const InvitedRole = Role.exclude(["owner"]);
export type InvitedRole = z.infer<typeof InvitedRole>;

export const InvitationInput = z.strictObject({
  email: EmailAddress,
  role: InvitedRole,
  tags: MemberTags,
});
export type InvitationInput = z.infer<typeof InvitationInput>;

export const INVITATION_MS = 7 * 86_400_000;

/** Of any shape: a damaged one is as unknown as one that never was. */
export const InvitationToken = z.string().min(1).max(200);

/** The password's own rules are checked by the command, so that its sentence is the same everywhere. */
export const InvitedSignUp = z.strictObject({
  token: InvitationToken,
  name: nameOf({ missing: "Tell us your name.", max: 120 }),
  password: z.string().min(1, "Choose a password.").max(1000),
});
export type InvitedSignUp = z.infer<typeof InvitedSignUp>;

/** An open invitation for the address of whoever asks. */
export type OwnInvitation = { id: string; workspace: string; role: Role; expiresAt: number };

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  tags: string[];
  createdAt: number;
  expiresAt: number;
  expired: boolean;
  mailed: boolean;
  invitedBy: string | null;
};

/** `link` is null once a mail carries it: nobody but its reader gets to see it then. `problem`: why the mail did not leave. */
export type SentInvitation = { id: string; link: string | null; problem: string | null };

/** What the page behind the link may say to whoever holds it. */
export type InvitationPreview =
  | { kind: "open"; workspace: string; email: string; role: Role; expiresAt: number; hasAccount: boolean }
  | { kind: "unknown" | "used" | "revoked" | "expired" };
