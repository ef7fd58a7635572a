import { encodeJobs } from "#contracts/job.ts";
import { INGEST_GROUP, PROBE_GROUP } from "#contracts/stream-keys.ts";
import { CANARY } from "../build-world.ts";
import type { Mutant } from "../mutant.ts";

const isJobs = (key: string | undefined) => /^(checks|urgent):/.test(key ?? "");

export const streamMutants: readonly Mutant[] = [
  {
    name: "acknowledges jobs before their results are reported",
    stream: (real, user) => ({
      ...real,
      readNew: async (streams, reader) => {
        const messages = await real.readNew(streams, reader);
        if (user !== "probe") return messages;
        for (const { stream, id } of messages) await real.acknowledge(stream, PROBE_GROUP, [id]);
        return messages;
      },
    }),
  },
  {
    name: "acknowledges spooled reports before they are stored",
    stream: (real, user) => ({
      ...real,
      readNew: async (streams, reader) => {
        const messages = await real.readNew(streams, reader);
        if (user !== "app") return messages;
        for (const { stream, id } of messages) await real.acknowledge(stream, INGEST_GROUP, [id]);
        return messages;
      },
    }),
  },
  {
    name: "drops what it cannot report instead of spooling it",
    stream: (real, user) => ({
      ...real,
      add: (stream, payload) =>
        user === "probe" && stream.startsWith("results:")
          ? Promise.resolve("0-1")
          : real.add(stream, payload),
    }),
  },
  {
    name: "creates the group at the end of the stream",
    command: (command) => [
      command[0] === "XGROUP" ? command.map((word) => (word === "0" ? "$" : word)) : command,
    ],
  },
  {
    name: "trims the stream to its newest entries",
    command: (command) => {
      const [name, key = "", id = ""] = command;
      const [endMs = 0, chunk = 0] = id.split("-").map(Number);
      const tooOld = endMs - 20_000;
      if (name !== "XADD" || !key.startsWith("checks:") || !(tooOld > 0)) return [command];
      return [command, ["XDEL", key, ...Array.from({ length: 4 }, (_, n) => `${tooOld}-${chunk + n}`)]];
    },
  },
  {
    name: "acknowledges and leaves the entry in the stream",
    command: (command) => (command[0] === "XDEL" ? [["XLEN", command[1] ?? ""]] : [command]),
  },
  {
    name: "takes a stream that has lost everything for a whole one",
    stream: (real, user) => (user === "app" ? { ...real, getValue: async () => lastEpoch } : real),
    statements: new Map([
      [
        "find-epoch",
        (real) => async (sql, values) => {
          const result = await real(sql, values);
          lastEpoch = (result.rows[0] as { value: string } | undefined)?.value ?? null;
          return result;
        },
      ],
    ]),
  },
  {
    name: "sends the headers of a check through Redis",
    stream: (real) => ({
      ...real,
      addAt: (stream, entries) =>
        real.addAt(
          stream,
          entries.map(({ id, payload }) => ({ id, payload: payload.replace("{", `{"h":"${CANARY}",`) })),
        ),
    }),
  },
  {
    name: "loses the second half of each batch of jobs",
    stream: (real, user) => ({
      ...real,
      addAt: (stream, entries) =>
        user === "app" && isJobs(stream)
          ? real.addAt(stream, entries.slice(0, Math.ceil(entries.length / 2)))
          : real.addAt(stream, entries),
    }),
  },
  {
    name: "gives probes jobs of slots that do not exist",
    stream: (real, user) => ({
      ...real,
      add: async (stream, payload) => {
        if (user !== "app" || !stream.startsWith("urgent:")) return real.add(stream, payload);
        const id = await real.add(stream, payload);
        const at = Math.floor(Date.UTC(2026, 0, 15, 12, 1) / 1000) * 1000 + 137;
        const job = { monitorId: 1, configVersion: 99, scheduledAt: at, origin: "scheduled" as const };
        await real.add(stream, encodeJobs([job]));
        return id;
      },
    }),
  },
];

let lastEpoch: string | null = null;
