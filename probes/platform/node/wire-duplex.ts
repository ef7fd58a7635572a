import { Duplex } from "node:stream";
import type { Wire } from "#probes/core/wire.ts";

/** A connection that has passed the egress policy, for libraries that take a stream. A Fault becomes the stream's error. */
export function wireDuplex(wire: Wire): Duplex {
  const duplex: Duplex = new Duplex({
    // The port knows no half of a connection: a peer that has ended has closed.
    allowHalfOpen: false,
    read() {
      wire.read().then(
        (chunk) =>
          duplex.push(chunk === null ? null : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)),
        (error) => duplex.destroy(error),
      );
    },
    write(chunk: Buffer, _encoding, done) {
      wire.write(chunk).then(() => done(), done);
    },
    // A frame's head and payload leave together, also when the stream is closed right after them.
    writev(chunks, done) {
      wire.write(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
    },
    destroy(error, done) {
      wire.close();
      done(error);
    },
  });
  return duplex;
}
