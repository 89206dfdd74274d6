import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, errorOf, partialDocument, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const [group] = demoWorld.chats;
const CHAT = group?.chatId ?? "";
const FIRST = demoWorld.messages[0]?.messageId ?? "";
const NOBODY = "0".repeat(32);

const words = (line: string) => line.split(" ");
const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const data = async ({ run }: Scene, line: string) => dataOf(await run(words(line), { env }));
const printed = async ({ run }: Scene, line: string) => (await run(words(line))).stdout;

describe("what is written to the demo", () => {
  it("is kept: a message, its reply, an edit, a reaction and a pin", () =>
    inScene(demoWorld, async (scene) => {
      const sent = await data(scene, `+messages-send --chat-id ${CHAT} --text hello --as bot`);
      const id = String(sent["message_id"]);
      await data(scene, `+messages-reply --message-id ${id} --text again --reply-in-thread`);
      await data(scene, `+messages-edit --message-id ${id} --text hello-to-all --as bot`);
      await data(scene, `reactions create --message-id ${id} --data {"reaction_type":{"emoji_type":"OK"}}`);
      await data(scene, `pins create --data {"message_id":"${id}"}`);
      const [last] =
        (await data(scene, `+chat-messages-list --chat-id ${CHAT} --page-size 1`))["messages"] as [
          Readonly<Record<string, unknown>>,
        ];
      assertEquals([last["message_id"], last["content"]], [id, "hello-to-all"]);
      assertStringIncludes(JSON.stringify(last["thread_replies"]), "again");
      assertStringIncludes(JSON.stringify(last["reactions"]), "OK");
      assertStringIncludes(await printed(scene, `pins list --chat-id ${CHAT}`), id);
      assertStringIncludes(await printed(scene, "+messages-search --query HELLO-TO"), id);
    }));

  it("is kept: a chat, a flag, a shortcut", () =>
    inScene(demoWorld, async (scene) => {
      const other = demoWorld.chats.find(({ name }) => name === "Board")?.chatId ?? "";
      const chat = await data(scene, "+chat-create --name Party --as user");
      await data(scene, `+flag-create --message-id ${FIRST} --flag-type message`);
      await data(scene, `+feed-shortcut-create --chat-id ${other}`);
      assertStringIncludes(await printed(scene, "+chat-list"), String(chat["chat_id"]));
      assertStringIncludes(await printed(scene, "+flag-list"), FIRST);
      assertStringIncludes(await printed(scene, "+feed-shortcut-list"), other);
    }));
});

describe("feed groups of the demo", () => {
  it("are made, renamed, filled, emptied and deleted, and the lists say so", () =>
    inScene(demoWorld, async (scene) => {
      const creator = '{"feed_group_creator":{"type":"normal","name":"Mine"}}';
      const id = (await data(scene, `feed.groups create --data ${creator}`))["group_id"];
      const other = demoWorld.chats.find(({ user }) => user === false)?.chatId;
      const cards = (...ids: readonly (string | undefined)[]) =>
        JSON.stringify({ items: ids.map((feed_id) => ({ feed_id, feed_type: "chat" })) });
      await data(
        scene,
        `feed.groups update --feed-group-id ${id} --data {"feed_group_updater":{"name":"Ours"}}`,
      );
      const added = await scene.run(
        words(`feed.groups batch_add_item --feed-group-id ${id} --data ${cards(CHAT, other)}`),
      );
      assertStringIncludes(
        JSON.stringify(partOf(partialDocument(added), "data")["failed_items"]),
        String(other),
      );
      assertStringIncludes(await printed(scene, "+feed-group-list"), '"Ours"');
      const items = () =>
        printed(scene, `+feed-group-list-item --feed-group-id ${id} --jq .data.items[].feed_id`);
      assertEquals((await items()).trim(), CHAT);
      await data(scene, `feed.groups batch_remove_item --feed-group-id ${id} --data ${cards(CHAT)}`);
      assertEquals((await items()).trim(), "");
      await data(scene, `feed.groups delete --feed-group-id ${id} --yes`);
      errorOf(await scene.run(words(`feed.groups delete --feed-group-id ${id} --yes`)), 1);
    }));
});

describe("the demo answers unknown ids as the service does", () => {
  const refused: readonly (readonly [line: string, code: number, status: number])[] = [
    [`+chat-messages-list --chat-id oc_${NOBODY}`, 230001, 1],
    [`+threads-messages-list --thread omt_${NOBODY.slice(16)}`, 230001, 1],
    [`+chat-members-list --chat-id oc_${NOBODY}`, 102021, 3],
    [`+messages-send --chat-id oc_${NOBODY} --text hi`, 230034, 1],
    [`+messages-reply --message-id om_${NOBODY} --text hi`, 230030, 1],
    [`+flag-create --message-id om_${NOBODY} --flag-type message`, 230001, 1],
    [`messages get --message-id om_${NOBODY}`, 230030, 1],
    [`chats get --chat-id oc_${NOBODY}`, 232006, 1],
  ];
  for (const [line, code, status] of refused) {
    it(`${line.replace(/0{9,}/, "…")}: ${code}`, () =>
      inScene(
        demoWorld,
        async ({ run }) => assertEquals(errorOf(await run(words(line)), status)["code"], code),
      ));
  }

  it("+feed-shortcut-create: a chat that is unknown, and one that the person is not in", () =>
    inScene(demoWorld, async ({ run }) => {
      const outside = demoWorld.chats.find(({ user }) => user === false)?.chatId;
      const result = await run(words(`+feed-shortcut-create --chat-id oc_${NOBODY},${outside}`));
      const failed = partOf(partialDocument(result), "data")["failed_shortcuts"];
      const labels = Array.isArray(failed) && failed.map((one) => one.reason_label);
      assertEquals([result.status, labels], [1, ["invalid_item", "no_permission"]]);
    }));

  it("+messages-mget: names what was not returned", () =>
    inScene(demoWorld, async ({ run }) => {
      const { stdout } = await run(words(`+messages-mget --message-ids om_${NOBODY},${FIRST}`));
      const found = partOf(documentOf(stdout), "data");
      assertEquals([found["total"], found["missing_message_ids"]], [1, [`om_${NOBODY}`]]);
    }));
});

describe("the demo's searches", () => {
  it("find words in messages regardless of case", () =>
    inScene(demoWorld, async (scene) => {
      const idsOf = async (query: string) =>
        ((await data(scene, `+messages-search --query ${query} --no-reactions`))["messages"] as {
          message_id: string;
        }[])
          .map((message) => message.message_id);
      const found = await idsOf("release");
      assert(found.length > 1);
      assertEquals(await idsOf("RELEASE"), found);
    }));

  it("find chats regardless of case", () =>
    inScene(demoWorld, async (scene) => {
      for (const query of ["RELEASE", "release", "mia", "客户"]) {
        assert(
          ((await data(scene, `+chat-search --query ${query}`))["chats"] as unknown[]).length > 0,
          query,
        );
      }
    }));
});
