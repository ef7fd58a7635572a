/** @jsxImportSource preact */
import type { SnapshotComponent } from "#contracts/status-snapshot.ts";
import type { Words } from "../make-words.ts";
import { plainText } from "../plain-text.ts";
import { Icon } from "./icons.tsx";

type Regions = NonNullable<SnapshotComponent["regions"]>;
type RegionState = Regions[number]["state"];

/** Says from where it is not as it should be, and nothing while all is well. */
export function RegionLine({ regions, words }: { regions: Regions; words: Words }) {
  const { t } = words;
  const inState = (state: RegionState) => regions.filter((region) => region.state === state);
  const [down, slow, unknown] = [inState("down"), inState("slow"), inState("unknown")];
  const namesOf = (some: Regions) => words.names(some.map(({ name }) => plainText(name)));
  const isOnly = inState("up").length > 0 && (down.length === 0 || slow.length === 0);
  return (
    <>
      {down.length > 0 && (
        <p class="say bad">
          <Icon name="bad" />
          {down.length === regions.length
            ? t("regions.allDown")
            : t(isOnly ? "regions.downOnly" : "regions.down", { names: namesOf(down) })}
        </p>
      )}
      {slow.length > 0 && (
        <p class="say warn">
          <Icon name="warn" />
          {slow.length === regions.length
            ? t("regions.allSlow")
            : t(isOnly ? "regions.slowOnly" : "regions.slow", { names: namesOf(slow) })}
        </p>
      )}
      {unknown.length > 0 && unknown.length < regions.length && (
        <p class="say idle">
          <Icon name="idle" />
          {t("regions.unknown", { names: namesOf(unknown) })}
        </p>
      )}
    </>
  );
}
