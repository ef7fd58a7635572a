/** @jsxImportSource preact */
import type { ComponentState, PostKind, PostState } from "#contracts/status-post.ts";

/** Drawn once for a document; everything else points at them. Also the shapes and patterns of bars. */
export function IconSheet() {
  return (
    <svg width="0" height="0" class="vh" aria-hidden="true" focusable="false">
      <defs>
        <symbol id="i-ok" viewBox="0 0 24 24">
          <circle cx="12" cy="12" r="9" />
          <path d="m8 12.300 2.700 2.700L16 9.500" />
        </symbol>
        <symbol id="i-bad" viewBox="0 0 24 24">
          <path d="M8.200 3h7.600L21 8.200v7.600L15.800 21H8.200L3 15.800V8.200Z" />
          <path d="m9 9 6 6m0-6-6 6" />
        </symbol>
        <symbol id="i-part" viewBox="0 0 24 24">
          <path d="M12 3.500 2.500 20h19Z" />
          <path d="M12 10v4.500m0 2.600v.1" />
        </symbol>
        <symbol id="i-warn" viewBox="0 0 24 24">
          <circle cx="12" cy="12" r="9" />
          <path d="M12 7.500v5m0 3.600v.1" />
        </symbol>
        <symbol id="i-work" viewBox="0 0 24 24">
          <path d="M14.700 6.300a4.500 4.500 0 0 0-5.900 5.900L3 18l3 3 5.800-5.800a4.500 4.500 0 0 0 5.900-5.900L14.800 12 12 9.200Z" />
        </symbol>
        <symbol id="i-idle" viewBox="0 0 24 24">
          <circle cx="12" cy="12" r="9" />
          <path d="M9.500 9.500a2.600 2.600 0 1 1 3.700 2.300c-.8.400-1.200.9-1.200 1.700m0 3v.1" />
        </symbol>
        <symbol id="i-news" viewBox="0 0 24 24">
          <path d="M4 10v4l3 .5L9 20h2.500l-.8-5 8.300 3V6L7 9.500Z" />
        </symbol>
        <symbol id="i-go" viewBox="0 0 24 24">
          <path d="m9 5 7 7-7 7" />
        </symbol>
        <symbol id="i-mode" viewBox="0 0 24 24">
          <circle cx="12" cy="12" r="9" />
          <path d="M12 3a9 9 0 0 0 0 18Z" fill="currentColor" />
        </symbol>
        <pattern id="mt" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="mt-b" width="4" height="4" />
          <rect class="mt-f" width="2" height="4" />
        </pattern>
        <pattern id="nd" width="3" height="5" patternUnits="userSpaceOnUse">
          <rect class="nd-b" width="3" height="5" />
          <rect class="nd-f" width="3" height="1.500" />
        </pattern>
      </defs>
    </svg>
  );
}

export type Tone = "ok" | "bad" | "part" | "warn" | "work" | "idle";
export type IconName = Tone | "news" | "go" | "mode";

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="i" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

export const TONE_OF_STATE: Readonly<Record<ComponentState, Tone>> = {
  operational: "ok",
  unknown: "idle",
  maintenance: "work",
  degraded: "warn",
  partial_outage: "part",
  major_outage: "bad",
};

const TONE_OF_POST_STATE: Readonly<Record<PostState, Tone>> = {
  investigating: "bad",
  identified: "part",
  monitoring: "warn",
  resolved: "ok",
  scheduled: "work",
  in_progress: "work",
  completed: "ok",
  cancelled: "idle",
  active: "work",
  ended: "idle",
};

export function toneOfPost({ kind, state }: { kind: PostKind; state: PostState }): {
  tone: Tone;
  icon: IconName;
} {
  const tone = TONE_OF_POST_STATE[state];
  return { tone, icon: kind === "announcement" ? "news" : tone };
}
