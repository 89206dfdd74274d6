import type { PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import {
  IDENTITIES,
  idsFrom,
  idsIn,
  messagesIn,
  MGET_PATH,
  REACTIONS_PATH,
  requestedIds,
  worldOf,
} from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { errorOf, partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+messages-mget";
const PREFIX = "om_reading-";
const ids = (count: number) => idsFrom(PREFIX, 0, count);
const world = worldOf(60);

/** A line that asks for some ids. */
const lineFor = (...list: readonly string[]) => [COMMAND, "--message-ids", list.join(",")];

describe("+messages-mget takes 1 to 50 ids in one call", () => {
  for (const [identity, env] of IDENTITIES) {
    for (const count of [1, 2, 50]) {
      it(`${count} as ${identity}`, () =>
        inScene(world, async ({ run, platform }) => {
          const document = successDocument(await run(lineFor(...ids(count)), { env }));
          assertEquals(document["identity"], identity);
          assertEquals(idsIn(document), ids(count));
          assertEquals(partOf(document, "data")["total"], count);
          const [call, ...others] = requestsTo(platform, MGET_PATH);
          assertEquals([call?.method, call?.token, others.length], ["GET", identity, 0]);
          assertEquals(requestedIds(call), ids(count));
        }));
    }
  }

  it("the query is the card parameter, the name parameter, then the key message_ids once for each id", () =>
    inScene(world, async ({ run, platform }) => {
      successDocument(await run(lineFor("om_reading-4", "om_reading-2")));
      const call = requestsTo(platform, MGET_PATH)[0];
      assertEquals(Object.keys(call?.queryAll ?? {}), [
        "card_msg_content_type",
        "with_sender_name",
        "message_ids",
      ]);
      assertEquals(call?.queryAll, {
        card_msg_content_type: ["raw_card_content"],
        with_sender_name: ["true"],
        message_ids: ["om_reading-4", "om_reading-2"],
      });
    }));

  it("a list of messages by id has no paging: no has_more, page_token or meta.pagination", () =>
    inScene(world, async ({ run }) => {
      const document = successDocument(await run(lineFor("om_reading-4")));
      assertEquals(Object.keys(partOf(document, "data")), ["messages", "total"]);
      assertEquals("meta" in document, false);
    }));
});

describe("spellings of the ids", () => {
  const wanted = ["om_reading-1", "om_reading-0"];
  const lines: [name: string, words: string[]][] = [
    ["blanks around ids and empty parts are dropped", ["--message-ids", " om_reading-1 , ,,om_reading-0, "]],
    ["the alias --message-id", ["--message-id", "om_reading-1,om_reading-0"]],
    ["the flag given twice: the lists are joined", [
      "--message-ids",
      "om_reading-1",
      "--message-ids",
      "om_reading-0",
    ]],
    ["as one word with an equals sign", ["--message-ids=om_reading-1,om_reading-0"]],
  ];
  for (const [name, words] of lines) {
    it(name, () =>
      inScene(world, async ({ run, platform }) => {
        assertEquals(idsIn(successDocument(await run([COMMAND, ...words]))), wanted);
        assertEquals(requestedIds(requestsTo(platform, MGET_PATH)[0]), wanted);
      }));
  }

  it("the command line of the older tool runs unchanged", () =>
    inScene(world, async ({ run }) => {
      assertEquals(idsIn(successDocument(await run(["im", ...lineFor(...wanted)]))), wanted);
    }));
});

describe("wrong ids", () => {
  it("are refused: exit 2, the option and the id named, nothing sent", () =>
    inScene(world, async ({ run, platform }) => {
      const error = errorOf(await run([COMMAND, "--message-ids", "om_reading-1,xx"]), 2);
      assertEquals([error["type"], error["param"], platform.log.length], ["validation", "--message-ids", 0]);
      assertStringIncludes(String(error["message"]), '"xx"');
    }));
});

const twice: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [{ chatId: "oc_room", mode: "group" }],
  messages: ["om_a", "om_b"].map((messageId, index) => ({
    messageId,
    chatId: "oc_room",
    type: "text",
    content: { text: messageId },
    senderId: "ou_ana",
    createTime: 1_779_238_800_000 + index,
    reactions: [{ type: "OK", by: "ou_ana" }],
  })),
};

describe("repeated ids", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: asked for once, answered once per request in the order asked for`, () =>
      inScene(twice, async ({ run, platform }) => {
        const document = successDocument(await run(lineFor("om_b", "om_a", "om_b"), { env }));
        assertEquals(idsIn(document), ["om_b", "om_a", "om_b"]);
        assertEquals(partOf(document, "data")["total"], 3);
        assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [["om_b", "om_a"]]);
      }));
  }

  it("every copy is complete, although reactions are asked for once per id", () =>
    inScene(twice, async ({ run, platform }) => {
      const [first, , last] = messagesIn(successDocument(await run(lineFor("om_b", "om_a", "om_b"))));
      assertEquals(last, first);
      assertEquals(partOf(first ?? {}, "reactions")["counts"], [{ reaction_type: "OK", count: "1" }]);
      assertEquals(requestsTo(platform, REACTIONS_PATH).map(({ body }) => body), [
        { queries: [{ message_id: "om_b" }, { message_id: "om_a" }] },
      ]);
    }));

  it("count once towards 50: 50 ids, each twice, are allowed and 51 are not", () =>
    inScene(world, async ({ run, platform }) => {
      const allowed = [...ids(50), ...ids(50)];
      assertEquals(idsIn(successDocument(await run(lineFor(...allowed)))), allowed);
      assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [ids(50)]);
      platform.clearLog();
      const error = errorOf(await run(lineFor(...ids(51), ...ids(51))), 2);
      assertStringIncludes(String(error["message"]), "51");
      assertEquals(platform.log.length, 0);
    }));

  it("a repeated id that is not returned is missing once", () =>
    inScene(twice, async ({ run }) => {
      const result = await run(lineFor("om_x", "om_a", "om_x"));
      const data = partOf(successDocument(result), "data");
      assertEquals([data["total"], data["missing_message_ids"]], [1, ["om_x"]]);
      assert(warningsOf(result).some((line) => line.includes("1 of 2")), result.stderr);
    }));
});
