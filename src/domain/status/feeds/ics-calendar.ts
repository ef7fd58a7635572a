import type { SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { markdownToText } from "../../markdown/markdown-to-text.ts";
import { UPDATE_WORDS } from "../update-words.ts";
import { changedAt, postsOf } from "./feed-entries.ts";
import { icsLine, icsText } from "./ics-text.ts";

const DAY_MS = 24 * 60 * 60_000;

/**
 * RFC 5545: maintenance, cancelled ones too, and the days on which certificates and domains end. An event keeps its UID,
 * and its SEQUENCE grows with every change, so that calendars follow.
 */
export function icsCalendar(snapshot: StatusSnapshot, componentId: string | null): string {
  const { page } = snapshot;
  const maintenance = postsOf(snapshot, componentId)
    .filter(({ kind }) => kind === "maintenance")
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
  const expiries = snapshot.expiries.filter(
    (expiry) => componentId === null || expiry.componentId === componentId,
  );
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Uptick//Status page//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${icsText(page.title)}`,
    `X-WR-CALNAME:${icsText(page.title)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...maintenance.flatMap((post) => maintenanceEvent(page, post)),
    ...expiries.flatMap((expiry) => expiryEvent(snapshot, expiry)),
    "END:VCALENDAR",
  ];
  return lines.map(icsLine).join("");
}

function maintenanceEvent(page: StatusSnapshot["page"], post: SnapshotPost): string[] {
  const { startsAt, endsAt, updates, components } = post;
  const newest = updates[0];
  const names = components.map(({ name }) => name).join(", ");
  const text = [names, newest === undefined ? "" : markdownToText(newest.body)].filter((part) => part !== "");
  const changed = utc(changedAt(post));
  return [
    "BEGIN:VEVENT",
    `UID:${post.id}@${hostOf(page.url)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${Math.max(0, updates.length - 1)}`,
    `DTSTART:${utc(startsAt)}`,
    ...(endsAt !== null && endsAt > startsAt ? [`DTEND:${utc(endsAt)}`] : []),
    `SUMMARY:${icsText(post.title)}`,
    ...(text.length === 0 ? [] : [`DESCRIPTION:${icsText(text.join("\n\n"))}`]),
    `URL:${page.url}/posts/${post.id}`,
    `STATUS:${post.state === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** A whole day. A renewed one moves to a later day, and so does its SEQUENCE. */
function expiryEvent(snapshot: StatusSnapshot, expiry: StatusSnapshot["expiries"][number]): string[] {
  const { page, generatedAt } = snapshot;
  const words = UPDATE_WORDS[page.look.locale];
  const day = Math.floor(expiry.at / DAY_MS);
  const today = Math.floor(generatedAt / DAY_MS) * DAY_MS;
  return [
    "BEGIN:VEVENT",
    `UID:${expiry.what}-${expiry.componentId}@${hostOf(page.url)}`,
    `DTSTAMP:${utc(today)}`,
    `SEQUENCE:${day}`,
    `DTSTART;VALUE=DATE:${date(day * DAY_MS)}`,
    `DTEND;VALUE=DATE:${date((day + 1) * DAY_MS)}`,
    `SUMMARY:${icsText(words.ends[expiry.what](expiry.name))}`,
    `URL:${page.url}`,
    "STATUS:CONFIRMED",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

function date(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10).replaceAll("-", "");
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}
