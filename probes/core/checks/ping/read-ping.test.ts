import { expect, test } from "vitest";
import { readPing } from "./read-ping.ts";

const IPUTILS = `PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.619 ms
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.700 ms (DUP!)
64 bytes from 127.0.0.1: icmp_seq=3 ttl=64 time=0.034 ms

--- 127.0.0.1 ping statistics ---
3 packets transmitted, 2 received, +1 duplicates, 33.3333% packet loss, time 203ms
rtt min/avg/max/mdev = 0.034/0.326/0.619/0.292 ms`;

const BUSYBOX = `PING 10.0.0.1 (10.0.0.1): 56 data bytes
64 bytes from 10.0.0.1: seq=0 ttl=63 time=12.063 ms
64 bytes from 10.0.0.1: seq=1 ttl=63 time=11.9 ms

--- 10.0.0.1 ping statistics ---
2 packets transmitted, 2 packets received, 0% packet loss
round-trip min/avg/max = 11.900/11.981/12.063 ms`;

const MACOS = `PING 192.0.2.1 (192.0.2.1): 56 data bytes
64 bytes from 192.0.2.1: icmp_seq=0 ttl=64 time=0.059 ms
Request timeout for icmp_seq 1

--- 192.0.2.1 ping statistics ---
2 packets transmitted, 1 packets received, 50.0% packet loss
round-trip min/avg/max/stddev = 0.059/0.059/0.059/0.000 ms`;

const UNREACHABLE = `PING 10.9.9.9 (10.9.9.9) 56(84) bytes of data.
From 10.0.0.2 icmp_seq=1 Destination Host Unreachable
From 10.0.0.2 icmp_seq=2 Destination Host Unreachable

--- 10.9.9.9 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1010ms`;

test.each([
  { name: "iputils", output: IPUTILS, report: { sent: 3, timesMs: [0.619, 0.034], isUnreachable: false } },
  { name: "BusyBox", output: BUSYBOX, report: { sent: 2, timesMs: [12.063, 11.9], isUnreachable: false } },
  { name: "macOS", output: MACOS, report: { sent: 2, timesMs: [0.059], isUnreachable: false } },
  { name: "a router's refusal", output: UNREACHABLE, report: { sent: 2, timesMs: [], isUnreachable: true } },
  { name: "what is not ping", output: "ping: bad number\n", report: null },
])("$name is read", ({ output, report }) => {
  expect(readPing(output)).toEqual(report);
});
