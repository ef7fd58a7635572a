import { expect, test } from "vitest";
import { readRoute } from "./read-route.ts";

const TRACEROUTE = `traceroute to 198.51.100.7 (198.51.100.7), 20 hops max, 60 byte packets
 1  10.0.0.1  0.345 ms
 2  *
 3  192.0.2.9  12.5 ms !X
10  2001:db8::1  20.125 ms
`;
const TRACEPATH = ` 1?: [LOCALHOST]                      pmtu 1500
 1:  10.0.0.1                                              0.434ms
 1:  10.0.0.1                                              0.339ms
 2:  no reply
 3:  192.0.2.9                                            12.071ms reached
     Resume: pmtu 1500 hops 3 back 3
`;

const isInside = (address: string) => address.startsWith("10.");

test.each([
  {
    name: "traceroute",
    output: TRACEROUTE,
    route: ["1 private address 0.345 ms", "2 no answer", "3 192.0.2.9 12.5 ms", "10 2001:db8::1 20.125 ms"],
  },
  {
    name: "tracepath",
    output: TRACEPATH,
    route: ["1 private address 0.339 ms", "2 no answer", "3 192.0.2.9 12.071 ms"],
  },
  { name: "an error", output: "socket: Operation not permitted\n", route: [] },
])("the hops of $name are read, those of the inside without their address", ({ output, route }) => {
  expect(readRoute(output, isInside)).toEqual(route);
});
