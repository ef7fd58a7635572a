import type { ListGrouping, ListSort } from "#contracts/monitor-list.ts";
import type { ShownVerdict } from "#contracts/view.ts";

/** What the list shows, as the address says it. */
export type ListView = {
  search: string;
  statuses: readonly ShownVerdict[];
  tags: readonly string[];
  kinds: readonly string[];
  regions: readonly string[];
  sort: ListSort;
  grouping: ListGrouping | null;
  /** Keys of groups. */
  closed: readonly string[];
};

export const WHOLE_LIST: ListView = {
  search: "",
  statuses: [],
  tags: [],
  kinds: [],
  regions: [],
  sort: "status",
  grouping: null,
  closed: [],
};

/** The verdicts in the order in which they deserve attention. */
export const FILTER_ORDER: readonly ShownVerdict[] = [
  "down",
  "degraded",
  "flapping",
  "unknown",
  "up",
  "maintenance",
  "paused",
];

export const SORTS: readonly ListSort[] = ["status", "name", "uptime", "latency", "newest", "changed"];
const GROUPINGS: readonly ListGrouping[] = ["status", "tag"];

/** Same in the server's prefetch and in the browser, or the prefetched page would not be found. */
export function listInput(view: ListView) {
  const { search, statuses, tags, kinds, regions, sort, grouping, closed } = view;
  return {
    limit: 50,
    ...(search === "" ? {} : { search }),
    ...(statuses.length === 0 ? {} : { status: [...statuses] }),
    ...(tags.length === 0 ? {} : { tag: [...tags] }),
    ...(kinds.length === 0 ? {} : { kind: [...kinds] }),
    ...(regions.length === 0 ? {} : { region: [...regions] }),
    ...(sort === "status" ? {} : { sort }),
    ...(grouping === null ? {} : { group: grouping }),
    ...(closed.length === 0 ? {} : { closed: [...closed] }),
  };
}

/** Which monitors the view is about, as bulk commands take it. */
export function filterOf({ search, statuses, tags, kinds, regions }: ListView) {
  return {
    search,
    statuses: [...statuses],
    tags: [...tags],
    kinds: [...kinds],
    regions: [...regions],
  };
}

export function isFiltered({ search, statuses, tags, kinds, regions }: ListView): boolean {
  return search !== "" || [statuses, tags, kinds, regions].some((list) => list.length > 0);
}

/** As the contracts have it, without their library: it would be a third of what the list's first page loads. */
const TAG = /^[a-z0-9][a-z0-9:._-]{0,39}$/;
const CODE = /^[a-z][a-z0-9_-]{0,39}$/;

/** Nonsense in the address is ignored. */
export function readView(params: URLSearchParams): ListView {
  const all = (name: string) => [...new Set(params.getAll(name))].slice(0, 50);
  const grouping = GROUPINGS.find((way) => way === params.get("group")) ?? null;
  return {
    search: (params.get("search") ?? "").trim().slice(0, 200),
    statuses: FILTER_ORDER.filter((verdict) => all("status").includes(verdict)),
    tags: sorted(all("tag").map(readTag).filter(isTag)).slice(0, 20),
    kinds: sorted(all("kind").filter((kind) => CODE.test(kind))).slice(0, 20),
    regions: sorted(all("region").filter((code) => CODE.test(code))),
    sort: SORTS.find((sort) => sort === params.get("sort")) ?? "status",
    grouping,
    closed: grouping === null ? [] : sorted(all("closed").filter((key) => isGroupKey(grouping, key))),
  };
}

/** Without the question mark; what is as usual is left out, so that one view has one address. */
export function writeView(view: ListView): string {
  const params = new URLSearchParams();
  if (view.search !== "") params.set("search", view.search);
  for (const verdict of view.statuses) params.append("status", verdict);
  for (const tag of view.tags) params.append("tag", tag);
  for (const kind of view.kinds) params.append("kind", kind);
  for (const region of view.regions) params.append("region", region);
  if (view.sort !== "status") params.set("sort", view.sort);
  if (view.grouping !== null) params.set("group", view.grouping);
  for (const key of view.closed) params.append("closed", key);
  return params.toString();
}

/** Which groups are open is nobody's view: it is not compared. */
export function isSameView(a: string, b: string): boolean {
  const normal = (query: string) => writeView({ ...readView(new URLSearchParams(query)), closed: [] });
  return normal(a) === normal(b);
}

/** In the list if it is not, out of it if it is. */
export function toggled<Item extends string>(list: readonly Item[], item: Item): Item[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item].sort();
}

function isGroupKey(grouping: ListGrouping, key: string): boolean {
  if (grouping === "status") return FILTER_ORDER.some((verdict) => verdict === key);
  return key === "" || isTag(key);
}

function readTag(text: string): string {
  return text.trim().toLowerCase();
}

function isTag(text: string): boolean {
  return TAG.test(text);
}

function sorted(list: string[]): string[] {
  return [...new Set(list)].sort();
}
