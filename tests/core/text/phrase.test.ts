import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { action, input, joinPhrases, phrase, plainText, setting } from "../../../core/text/phrase.ts";
import { COMMANDS } from "../../../cli/commands/mod.ts";
import { spelled } from "../../../cli/spelling.ts";

describe("phrase", () => {
  it("is plain text where nothing is referred to", () => {
    assertEquals(phrase`page ${3} of ${"x"}`, "page 3 of x");
  });

  it("nests, and joins", () => {
    const inner = phrase`use ${input("as", "bot")}`;
    assertEquals(plainText(phrase`no: ${inner}!`), "no: use as bot!");
    assertEquals(plainText(joinPhrases([inner, "or wait"], "; ")), "use as bot; or wait");
    assertEquals(joinPhrases([], "; "), "");
  });

  it("is plain text with bare keys for logs", () => {
    const text = phrase`set ${setting("appId")}, see ${action("schema", { path: "chats.get", all: true })}, ${
      action("chats/list")
    }`;
    assertEquals(plainText(text), "set appId, see schema path=chats.get all, chats/list");
  });
});

describe("the command line's spelling", () => {
  const cases: [string, Parameters<typeof spelled>[0], string][] = [
    ["an input", phrase`${input("messageId")} is empty`, "--message-id is empty"],
    ["an input with a value", phrase`${input("as", "user")}`, "--as user"],
    ["a setting", phrase`set ${setting("appId")}`, "set IM_APP_ID"],
    ["a permission of the runtime", phrase`${setting("permission.net")}`, "--allow-net"],
    [
      "an action with inputs",
      phrase`${action("messages/threads", { thread: "omt_1", noReactions: true })}`,
      "im +threads-messages-list --thread omt_1 --no-reactions",
    ],
    ["an API method", phrase`${action("chat.members.create")}`, "im chat.members create"],
    ["a value that a shell would split", phrase`${input("text", "it's me")}`, `--text 'it'\\''s me'`],
  ];
  for (const [name, text, expected] of cases) it(name, () => assertEquals(spelled(text), expected));

  it("uses the name that the line gave an input", () => {
    assertEquals(spelled(phrase`${input("pageSize")} is odd`, { pageSize: "--limit" }), "--limit is odd");
  });
});

describe("the actions that messages name", () => {
  it("are commands or methods that exist", async () => {
    const paths = new Set(COMMANDS.map(({ path }) => path));
    const missing: string[] = [];
    for await (const file of sources(new URL("../../../core/", import.meta.url))) {
      for (const [, name = ""] of (await Deno.readTextFile(file)).matchAll(/\baction\("([^"]+)"/g)) {
        if (name.includes("/") && !paths.has(name)) missing.push(`${file.pathname}: ${name}`);
      }
    }
    assertEquals(missing, []);
  });
});

async function* sources(folder: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* sources(new URL(`${name}/`, folder));
    else if (name.endsWith(".ts")) yield new URL(name, folder);
  }
}
