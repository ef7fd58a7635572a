import { Socket, type SocketConnectOpts } from "node:net";
import { regionAddress, SCRIPTED_HOSTS } from "./region-address.ts";

// Loaded into the probes of a product under test by NODE_OPTIONS: their connections to scripted targets come from an
// address of the region. Nothing else tells the regions of one machine apart, and the product needs not know.
const region = /^(.+)-[a-z]$/.exec(process.env.UPTICK_INSTANCE ?? "")?.[1];
const localAddress = region === undefined ? null : regionAddress(region);
const connect = Socket.prototype.connect;

if (localAddress !== null) {
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]): Socket {
    // net.connect hands over what it was given as one list, options first.
    const [first] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
    if (isToScripted(first)) Object.assign(first, { localAddress });
    return Reflect.apply(connect, this, given);
  };
}

function isToScripted(options: unknown): options is SocketConnectOpts {
  if (typeof options !== "object" || options === null || !("host" in options)) return false;
  return typeof options.host === "string" && options.host.startsWith(SCRIPTED_HOSTS);
}
