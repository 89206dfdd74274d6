import { usageError } from "../../support/usage.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CONFIGURATION = { IM_USER_ACCESS_TOKEN: "u-demo" };

describe("an error about a choice that is missing lists what can be chosen", () => {
  const lines: readonly (readonly [line: string, param: string, choices: readonly string[]])[] = [
    ["+chat-messages-list", "--chat-id", ["--chat-id <oc_id>", "--user-id <ou_id>"]],
    ["+messages-send --chat-id oc_1", "--text", ["--text", "--markdown", "--image", "--file"]],
    ["+messages-forward --message-id om_1", "--chat-id", ["--chat-id", "--user-id", "--target-thread"]],
    ["+chat-export --output x", "--chat-id", ["--chat-id", "--user-id", "--all"]],
    ["+messages-resources-download --message-id om_1 --file-key file_1", "--type", ["<image|file>"]],
    ["archive export", "--into", ["<html|jsonl|csv|markdown>"]],
    ["+chat-list --as", "--as", ["<user|bot|auto>"]],
    ["+chat-list --format", "--format", ["json|ndjson|table|csv|pretty|concise"]],
    ["+chat-list --progress", "--progress", ["<auto|always|plain|never>"]],
    ["+chat-list --fields", "--fields", ["slim", "chat_id", "name", "description"]],
    ["+chat-list --fields=", "--fields", ["slim", "chat_id", "name", "description"]],
    ["+chat-list --fields ,", "--fields", ["slim", "chat_id", "name", "description"]],
    ["+chat-list --columns", "--columns", ["chat_id", "name", "description"]],
    ["+chat-list --format csv --columns=", "--columns", ["chat_id", "name", "description"]],
    ["+chat-messages-list --chat-id oc_1 --columns", "--columns", ["message_id", "sender.name"]],
  ];
  for (const [line, param, choices] of lines) {
    it(`im ${line}`, async () => {
      const error = await usageError(line.split(" "), CONFIGURATION);
      assertEquals(error["param"], param);
      for (const choice of choices) assertStringIncludes(`${error["hint"]}`, choice);
    });
  }

  it("by the name of a variable", async () => {
    const { message, hint } = await usageError(["+chat-list"], { ...CONFIGURATION, IM_FIELDS: "," });
    assertEquals(message, "IM_FIELDS is empty");
    assertStringIncludes(`${hint}`, "chat_id");
  });
});
