import { inLoginScene } from "../../support/logins.ts";
import { dataOf, errorOf, warningsOf } from "../../support/results.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const CHATS = [{ chatId: "oc_1", name: "Team", mode: "group" }] as const;

describe("a command whose login is known to lack a scope", () => {
  type Refusal = readonly [granted: string, line: readonly string[], missing: readonly string[]];
  const refused: readonly Refusal[] = [
    ["im:chat:read", ["+chat-messages-list", "--chat-id", "oc_1"], ["im:message:readonly"]],
    ["im:message", ["+messages-send", "--chat-id", "oc_1", "--text", "x"], ["im:message.send_as_user"]],
    [
      "im:message im:message.send_as_user",
      ["+messages-send", "--chat-id", "oc_1", "--file", "./a.txt"],
      ["im:resource"],
    ],
    ["im:message", ["+flag-list"], ["im:feed.flag:read"]],
    ["im:message", ["chats", "get", "--chat-id", "oc_1"], ["im:chat:read"]],
  ];
  for (const [granted, line, missing] of refused) {
    it(`sends nothing, exit 3: ${line.join(" ")}`, () =>
      inLoginScene({ accounts: APPROVED, chats: CHATS }, async ({ run, platform, directory }) => {
        await Deno.writeTextFile(`${directory}/a.txt`, "a");
        await run(["auth", "login", "--scope", granted]);
        platform.clearLog();
        const error = errorOf(await run(line), 3);
        assertEquals([error["type"], error["subtype"], error["missing_scopes"]], [
          "authorization",
          "missing_scope",
          missing,
        ]);
        assertStringIncludes(String(error["hint"]), `im auth login --scope ${missing.join(" ")} --no-wait`);
        assertEquals(platform.log.length, 0);
        // A preview needs no scopes, but notes what is missing.
        const preview = await run([...line, "--dry-run"]);
        assertEquals(preview.status, 0);
        const note = warningsOf(preview).find((text) => text.startsWith("warning: missing_scope: ")) ?? "";
        assertStringIncludes(note, `im auth login --scope ${missing.join(" ")}`);
      }));
  }

  it("notes in a preview the login for the profile that was chosen", () =>
    inLoginScene({ accounts: APPROVED, chats: CHATS }, async ({ run }) => {
      await run(["auth", "login", "--scope", "im:message"]);
      const [note = ""] = warningsOf(await run(["+flag-list", "--dry-run", "--profile", "default"]));
      assertStringIncludes(note, "im auth login --scope im:feed.flag:read --profile default");
    }));

  const allowed: readonly (readonly [granted: string, line: readonly string[]])[] = [
    ["im:message:readonly", ["+chat-messages-list", "--chat-id", "oc_1"]],
    ["im:message", ["+chat-messages-list", "--chat-id", "oc_1", "--no-reactions"]],
    ["im:message im:message.send_as_user", ["+messages-send", "--chat-id", "oc_1", "--text", "x"]],
    ["offline_access", ["api", "GET", "im/v1/chats/oc_1"]],
  ];
  for (const [granted, line] of allowed) {
    it(`runs where only optional parts lack theirs: ${line.join(" ")}`, () =>
      inLoginScene({ accounts: APPROVED, chats: CHATS }, async ({ run }) => {
        await run(["auth", "login", "--scope", granted]);
        dataOf(await run([...line, "--as", "user"]));
      }));
  }
});
