import { spelled } from "../../cli/spelling.ts";
import { action, input, type Phrase, phrase, setting } from "../../core/text/phrase.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the command line spells", () => {
  const cases: readonly (readonly [name: string, text: Phrase, spelling: string])[] = [
    ["an input as its option", phrase`${input("messageId")} is empty`, "--message-id is empty"],
    ["a value in quotes where a shell needs them", phrase`${input("data", '{"a":1}')}`, `--data '{"a":1}'`],
    ["a setting as its variable", phrase`set ${setting("appId")}`, "set IM_APP_ID"],
    [
      "a command by its name, with its options",
      phrase`${action("messages/threads", { thread: "omt_1", pageAll: true })}`,
      "im +threads-messages-list --thread omt_1 --page-all",
    ],
    ["a method by its resource", phrase`${action("chat.members.create")}`, "im chat.members create"],
    [
      "what has no option where it stands",
      phrase`${action("api", { method: "GET", path: "<path>" })}, ${action("schema", { path: "chats.get" })}`,
      "im api GET <path>, im schema chats.get",
    ],
  ];
  for (const [name, text, spelling] of cases) it(name, () => assertEquals(spelled(text), spelling));
});
