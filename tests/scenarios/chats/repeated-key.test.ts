import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { dataOf, withoutWaits } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CREATE = "+chat-create";
const service = (): PlatformOptions => ({ users: [{ openId: "ou_demo", name: "Demo" }] });

describe("+chat-create with a key that was used before", () => {
  it("for the same chat: that chat, and nothing is said", () =>
    inScene(service(), async ({ run }) => {
      const [first, second] = [await run(KEYED), await run(KEYED)];
      assertEquals([dataOf(second), withoutWaits(second.stderr)], [dataOf(first), ""]);
    }));

  const KEYED = [CREATE, "--name", "Release", "--description", "d", "--idempotency-key", "k1"];
  const others: readonly (readonly [what: string, words: readonly string[]])[] = [
    ["name", KEYED.with(2, "Other")],
    ["description", KEYED.with(4, "other")],
    ["mode", [...KEYED, "--chat-mode", "topic"]],
    ["type", [...KEYED, "--type", "public"]],
  ];
  for (const [what, words] of others) {
    it(`for a chat with another ${what}: reused, with a warning that names that chat`, () =>
      inScene(service(), async ({ run }) => {
        const first = dataOf(await run(KEYED));
        assertEquals("reused" in first, false);
        const result = await run(words);
        const data = dataOf(result);
        assertEquals([data["chat_id"], data["reused"]], [first["chat_id"], true]);
        assertMatch(
          result.stderr,
          new RegExp(
            `^warning: idempotency_key_reused: --idempotency-key k1 was used before for the chat ${
              first["chat_id"]
            }, which has another ${what}; nothing new was created: `,
            "m",
          ),
        );
        const { stdout } = await run([...words, "--format", "pretty"]);
        assertStringIncludes(stdout, `not created, the key is that of: ${first["chat_id"]}`);
      }));
  }

  it("for a chat with another name, as a raw method: a warning beside the service's data", () =>
    inScene(service(), async ({ run }) => {
      const line = (name: string) => ["chats", "create", "--name", name, "--uuid", "k1", "--as", "bot"];
      const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
      const first = dataOf(await run(line("Release"), { env }));
      const result = await run(line("Other"), { env });
      assertEquals(dataOf(result)["chat_id"], first["chat_id"]);
      assertMatch(
        withoutWaits(result.stderr),
        /^warning: idempotency_key_reused: --uuid k1 .* another name; nothing new was created/,
      );
    }));
});
