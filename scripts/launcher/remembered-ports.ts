import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { findFreePort } from "./free-port.ts";

const Ports = z.object({ postgres: z.number(), bridge: z.number(), redis: z.number() });
export type Ports = z.infer<typeof Ports>;

const FIRST: Ports = { postgres: 54_320, bridge: 54_420, redis: 54_520 };

/** Loopback ports of the private services: those of the last start where they are still free. */
export async function choosePorts(folder: string): Promise<Ports> {
  const path = join(folder, "ports.json");
  const last = readPorts(path);
  const ports: Ports = {
    postgres: await findFreePort(last.postgres),
    bridge: await findFreePort(last.bridge),
    redis: await findFreePort(last.redis),
  };
  writeFileSync(path, `${JSON.stringify(ports)}\n`);
  return ports;
}

function readPorts(path: string): Ports {
  if (!existsSync(path)) return FIRST;
  try {
    return Ports.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return FIRST;
  }
}
