import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { findFreePort } from "./free-port.ts";

const Ports = z.object({ postgres: z.number(), bridge: z.number(), redis: z.number() });
export type Ports = z.infer<typeof Ports>;

/** Each data folder prefers ports of its own, so that two first starts at once do not race for the same ones. */
function firstPorts(folder: string): Ports {
  const shift = createHash("sha256").update(resolve(folder)).digest().readUInt16BE(0) % 100;
  return { postgres: 54_300 + shift, bridge: 54_400 + shift, redis: 54_500 + shift };
}

/** Loopback ports of the private services: those of the last start where they are still free. */
export async function choosePorts(folder: string): Promise<Ports> {
  const path = join(folder, "ports.json");
  const last = readPorts(path) ?? firstPorts(folder);
  const ports: Ports = {
    postgres: await findFreePort(last.postgres),
    bridge: await findFreePort(last.bridge),
    redis: await findFreePort(last.redis),
  };
  writeFileSync(path, `${JSON.stringify(ports)}\n`);
  return ports;
}

/** Null when there is no such file yet; a broken one is as good as none. */
function readPorts(path: string): Ports | null {
  if (!existsSync(path)) return null;
  try {
    return Ports.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
