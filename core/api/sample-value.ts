import type { JsonValue } from "../json/json.ts";
import type { Schema } from "./method.ts";

/** Values by the name of their field, where the schema alone says too little. */
const SAMPLES: Readonly<Record<string, string>> = {
  message_id: "om_xxx",
  message_id_list: "om_xxx",
  root_id: "om_xxx",
  thread_id: "omt_xxx",
  chat_id: "oc_xxx",
  chat_ids: "oc_xxx",
  container_id: "oc_xxx",
  receive_id: "oc_xxx",
  feed_id: "oc_xxx",
  feed_group_id: "ofg_xxx",
  group_id: "ofg_xxx",
  group_ids: "ofg_xxx",
  file_key: "file_xxx",
  reaction_id: "reaction_xxx",
  image_key: "img_xxx",
  avatar: "img_xxx",
  emoji_type: "SMILE",
  reaction_type: "SMILE",
  bot_id_list: "cli_xxx",
  name: "Release",
  query: "release",
  content: '{"text":"hello"}',
  start_time: "1750000000",
  end_time: "1750003600",
  file_name: "report.pdf",
};
const PERSON_REGEXP =
  /(^|_)(id_list|user_id|owner_id|user_id_list|manager_ids|added_list|removed_list|operator_id)$/;
/** Choices that go with the values above. */
const CHOICES: Readonly<Record<string, string>> = {
  receive_id_type: "chat_id",
  member_id_type: "open_id",
  // Beside a file key.
  type: "file",
};

/**
 * A value that fits the schema: for examples in help, for tests, and for what the fake service answers.
 *
 * @param name of the field
 * @param all give fields that may be left out, too
 */
export function sampleValue(schema: Schema, name = "", all = false): JsonValue {
  const [example] = schema.examples ?? [];
  if (example !== undefined) return example;
  if (schema.enum !== undefined) return sampleChoice(schema.enum, name);
  switch (schema.type) {
    case "string":
      return sampleText(schema, name);
    case "integer":
      return Math.max(schema.minimum ?? -Infinity, Math.min(1, schema.maximum ?? 1));
    case "boolean":
      return true;
    case "array":
      return schema.items === undefined ? [] : [sampleValue(schema.items, name, all)];
    case "object": {
      const needed = [...schema.required ?? [], ...schema.anyOf?.[0]?.required ?? []];
      const wanted = Object.entries(schema.properties ?? {})
        .filter(([key]) => all || needed.includes(key));
      return Object.fromEntries(wanted.map(([key, one]) => [key, sampleValue(one, key, all)]));
    }
  }
}

function sampleChoice(choices: readonly (string | number)[], name: string): string | number {
  return choices.find((one) => one === CHOICES[name]) ?? choices[0] ?? "";
}

function sampleText(schema: Schema, name: string): string {
  // Times are seconds here and milliseconds there.
  if (/_time$/.test(name) && /milliseconds/.test(schema.description ?? "")) {
    return `${SAMPLES[name] ?? "1750000000"}000`;
  }
  const text = SAMPLES[name] ?? (PERSON_REGEXP.test(name) ? "ou_xxx" : "text");
  return schema.contentMediaType !== undefined
    ? SAMPLES["content"] ?? text
    : text.slice(0, schema.maxLength ?? text.length);
}
