import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { Dial } from "#probes/core/wire.ts";
import type { CheckRun } from "../check-run.ts";
import { converse } from "../converse.ts";
import { observe } from "../observe.ts";
import type { WireReader } from "../wire-reader.ts";

/** RFC 4253 §4.2: the identification string with its CRLF. */
const MOST_IDENTIFICATION_BYTES = 255;
/** Lines that a server may send before it names itself. */
const MOST_LINES_BEFORE = 50;
const IDENTIFICATION = /^SSH-(2\.0|1\.99)-(\S+)/;

/** Reads the identification string and goes; nothing is sent and no key is exchanged. */
export function createSshRunner({ dial }: { dial: Dial }): CheckRunner<"ssh"> {
  return (config) => {
    const { host, port, ipFamily } = config.check;
    const target = { host, port, ipFamily, tls: null };
    return observe(config, (run) => converse(dial, { run, target }, ({ reader }) => identify(reader, run)));
  };
}

async function identify(reader: WireReader, run: CheckRun): Promise<string> {
  for (let count = 0; count <= MOST_LINES_BEFORE; count += 1) {
    const line = await reader.readLine(MOST_IDENTIFICATION_BYTES);
    run.transcript.received(line);
    if (!line.startsWith("SSH-")) continue;
    const software = IDENTIFICATION.exec(line)?.[2];
    if (software === undefined) {
      throw new Fault("protocol", `It speaks no version 2 of SSH: ${line.slice(0, 100)}`);
    }
    run.values = { body: line };
    run.findings.push({ key: "serverVersion", value: software });
    return `It is ${software}.`;
  }
  throw new Fault("protocol", "It does not name itself as an SSH server.");
}
