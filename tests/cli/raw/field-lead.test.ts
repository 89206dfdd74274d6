import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { optionName } from "../../../cli/options/option.ts";
import { fieldLead } from "../../../cli/raw/field-lead.ts";
import { methodCommand } from "../../../cli/raw/commands.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function leadOf(id: string, ...names: string[]): string | undefined {
  const method = METHODS.find((one) => one.id === id);
  assert(method !== undefined, id);
  return fieldLead(method, names);
}

const EMOJI = `--data '{"reaction_type":{"emoji_type":"SMILE"}}'`;

describe("a field of the body without an option leads to --data", () => {
  const leads: readonly (readonly [id: string, names: readonly string[], lead: string | undefined])[] = [
    ["reactions.create", ["--emoji-type"], EMOJI],
    ["reactions.create", ["--emoji_type"], EMOJI],
    ["reactions.create", ["--emojiType"], EMOJI],
    ["reactions.create", ["--reaction-type"], EMOJI],
    ["reactions.create", ["--reaction-type.emoji-type"], EMOJI],
    ["reactions.create", ["--reaction-type-emoji-type"], EMOJI],
    ["chats.create", ["--zh-cn", "--en-us"], `--data '{"i18n_names":{"zh_cn":"text","en_us":"text"}}'`],
    [
      "feed.groups.batch_add_item",
      ["--feed-id", "--feed-type"],
      `--data '{"items":[{"feed_id":"oc_xxx","feed_type":"chat"}]}'`,
    ],
    ["images.create", ["--image"], "--file <path>"],
    ["reactions.create", ["--emoji"], undefined],
    ["reactions.list", ["--emoji-type"], undefined],
    ["reactions.create", ["--constructor"], undefined],
  ];
  for (const [id, names, lead] of leads) {
    it(`${id} ${names.join(" ")}`, () => assertEquals(leadOf(id, ...names), lead));
  }

  for (const method of METHODS) {
    it(`every field of ${method.id} has an option or a lead`, () => {
      const { options, leadFor } = methodCommand(method);
      const known = Object.keys(options).map(optionName);
      for (const field of Object.keys(method.body?.properties ?? {})) {
        const name = `--${field.replaceAll("_", "-")}`;
        if (known.includes(name)) continue;
        assertStringIncludes(leadFor?.([name]) ?? "", field === method.file ? "--file" : `"${field}":`);
      }
    });
  }
});
