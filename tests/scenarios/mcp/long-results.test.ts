import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { type ToolAnswer, withServer } from "../../support/mcp.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Characters of 25 000 tokens (docs/contract.md, 16). */
const LIMIT = 100_000;
const COUNT = 120;

/** A chat with long messages: all of them together are far beyond the limit. */
const LONG: PlatformOptions = {
  users: [{ openId: "ou_0", name: "Ana" }],
  chats: [{ chatId: "oc_long", mode: "group", name: "Long" }],
  generatedMessages: [{
    chatId: "oc_long",
    count: COUNT,
    messageAt: (index) => ({
      ...{ type: "text", content: { text: `${index} ${"long ".repeat(400)}` }, senderId: "ou_0" },
      createTime: 1_779_238_800_000 + index * 60_000,
    }),
  }],
};

const idsOf = ({ envelope }: ToolAnswer) =>
  (partOf(envelope, "data")["messages"] as readonly { message_id: string }[]).map(({ message_id }) =>
    message_id
  );
const paginationOf = ({ envelope }: ToolAnswer) => partOf(partOf(envelope, "meta"), "pagination");

describe("a result above 25 000 tokens", () => {
  for (const more of [{}, { page_limit: 0 }]) {
    it(`is cut at a record, and next_token goes on without loss or repetition: ${JSON.stringify(more)}`, () =>
      inScene(LONG, (scene) =>
        withServer(scene, {}, async ({ call, lines }) => {
          const ids: string[] = [];
          let token: unknown;
          let calls = 0;
          do {
            const args = {
              chat_id: "oc_long",
              order: "asc",
              ...more,
              ...(token === undefined ? {} : { page_token: token }),
            };
            const answer = await call("chat_messages_list", args);
            assertEquals(answer.isError, false, answer.text);
            assert((lines().at(-1) ?? "").length < LIMIT + 200);
            ids.push(...idsOf(answer));
            token = paginationOf(answer)["next_token"];
          } while (token !== undefined && ++calls < COUNT);
          assertEquals([ids.length, new Set(ids).size], [COUNT, COUNT]);
          assert(calls >= 3, "nothing was cut");
        })));
  }

  it("is cut earlier where the server or the call says so", () =>
    inScene(
      LONG,
      (scene) =>
        withServer(scene, { args: ["--max-tokens", "8000"] }, async ({ call, lines }) => {
          await call("chat_messages_list", { chat_id: "oc_long" });
          assert((lines().at(-1) ?? "").length < 32_200);
          await call("chat_messages_list", { chat_id: "oc_long", max_tokens: 4000 });
          assert((lines().at(-1) ?? "").length < 16_200);
        }),
    ));
});
