import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, Host, IpFamily, Payload, Port, SecretReference, TlsOptions } from "./check-fields.ts";

const Topic = z.string().trim().max(1000);

/** Connects; subscribes when a topic is given, publishes when a message is, and waits for a message to arrive. */
export const MqttCheck = z
  .strictObject({
    kind: z.literal("mqtt"),
    host: Host,
    port: Port.default(1883),
    ipFamily: IpFamily.default("any"),
    secure: z.boolean().default(false),
    tls: TlsOptions.default(DEFAULT_TLS),
    username: z.string().max(256).default(""),
    password: SecretReference.nullable().default(null),
    topic: Topic.default(""),
    publish: Payload.nullable().default(null),
    /** A message must contain it; null: any message, or none when no topic is given. */
    expect: Payload.nullable().default(null),
    assertions: assertionsOf("mqtt"),
  })
  .superRefine(({ topic, publish, expect }, context) => {
    if (topic === "" && (publish !== null || expect !== null)) {
      context.addIssue({ code: "custom", path: ["topic"], message: "Name the topic of the message." });
    }
    if (publish !== null && /[+#]/.test(topic)) {
      const message = "A message is published to one topic, without + and #.";
      context.addIssue({ code: "custom", path: ["topic"], message });
    }
  });
export type MqttCheck = z.infer<typeof MqttCheck>;
