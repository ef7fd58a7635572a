import type { TlsOptions } from "#contracts/checks/check-fields.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRun } from "../check-run.ts";
import type { Talk } from "../converse.ts";

const encoder = new TextEncoder();

/** A conversation in lines, written down as it goes. */
export class MailTalk {
  constructor(
    private readonly on: Talk,
    readonly run: CheckRun,
  ) {}

  /** `shown` stands for a line with a credential in it, which the transcript must not hold in any encoding. */
  async say(line: string, shown = line): Promise<void> {
    this.run.transcript.sent(shown);
    await this.on.wire.write(`${line}\r\n`);
  }

  async hear(): Promise<string> {
    const line = await this.on.reader.readLine();
    this.run.transcript.received(line);
    return line;
  }

  async startTls(options: TlsOptions): Promise<void> {
    if (this.on.reader.pending > 0) {
      throw new Fault("protocol", "It went on in plain text after agreeing to TLS.");
    }
    await this.on.wire.startTls(options);
  }
}

/** Base64 of UTF-8, as SASL wants it. */
export function toBase64(text: string): string {
  return btoa(String.fromCharCode(...encoder.encode(text)));
}

/** SASL PLAIN (RFC 4616). */
export function plainCredentials({ username, password }: { username: string; password: string }): string {
  return toBase64(`\0${username}\0${password}`);
}
