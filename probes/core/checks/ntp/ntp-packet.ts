import { Fault } from "#probes/core/fault.ts";

/** Between 1900, where NTP counts from, and 1970. */
const EPOCH_SEC = 2_208_988_800;
const ERA_SEC = 2 ** 32;
const PACKET_BYTES = 48;
/** No leap warning, version 4, mode 3: a client's question (RFC 4330 §4). */
const CLIENT = 0b00_100_011;
const SERVER_MODE = 4;
const NOT_SYNCHRONISED = 3;

export type NtpAnswer = {
  stratum: number;
  isSynchronised: boolean;
  /** Four letters with which a server of stratum 0 refuses, else null. */
  kiss: string | null;
  /** Epoch ms at which the server got the question and sent its answer. */
  receivedAt: number;
  sentAt: number;
};

/** A question that carries the asker's time, epoch ms, by which its answer is known. */
export function ntpQuestion(nowMs: number): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES);
  packet[0] = CLIENT;
  const view = new DataView(packet.buffer);
  const seconds = Math.floor(nowMs / 1000);
  view.setUint32(40, (seconds + EPOCH_SEC) % ERA_SEC);
  view.setUint32(44, Math.floor(((nowMs - seconds * 1000) / 1000) * ERA_SEC));
  return packet;
}

/** Throws a Fault `protocol` for what is no answer to this question. */
export function readNtpAnswer(packet: Uint8Array, question: Uint8Array): NtpAnswer {
  if (packet.length < PACKET_BYTES) throw new Fault("protocol", "Its answer is too short for NTP.");
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  const head = view.getUint8(0);
  if ((head & 7) !== SERVER_MODE) throw new Fault("protocol", "Its answer is none of an NTP server.");
  if (question.subarray(40, 48).some((byte, index) => packet[24 + index] !== byte)) {
    throw new Fault("protocol", "Its answer belongs to another question.");
  }
  const stratum = view.getUint8(1);
  const kiss = stratum === 0 ? letters(packet.subarray(12, 16)) : null;
  if (kiss === null && view.getUint32(40) + view.getUint32(44) === 0)
    throw new Fault("protocol", "Its answer holds no time.");
  return {
    stratum,
    isSynchronised: head >> 6 !== NOT_SYNCHRONISED && stratum < 16,
    kiss,
    receivedAt: timeAt(view, 32),
    sentAt: timeAt(view, 40),
  };
}

/** A first bit of 0 is the era that begins in 2036 (RFC 4330 §3). */
function timeAt(view: DataView, at: number): number {
  const seconds = view.getUint32(at);
  const era = seconds < ERA_SEC / 2 ? ERA_SEC : 0;
  return (seconds + era - EPOCH_SEC) * 1000 + (view.getUint32(at + 4) / ERA_SEC) * 1000;
}

function letters(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes).replace(/[^A-Z0-9]/gi, "");
}
