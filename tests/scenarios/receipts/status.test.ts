import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { bodyField, writesTo } from "../../support/requests.ts";
import { dataOf, documentOf, errorOf, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v1/messages/read_status";
const COUNT = 60;
const idAt = (index: number) => `om_status-${index}`;
const idsTo = (count: number) => Array.from({ length: count }, (_none, index) => idAt(index));
const statusLine = (ids: string, ...more: readonly string[]) => [
  ...["+messages-read-status", "--message-ids", ids],
  ...more,
];

/** Messages of which those with an even number have been read by the caller. */
const world: PlatformOptions = {
  chats: [{ chatId: "oc_status", mode: "group" }, { chatId: "oc_foreign", mode: "group", user: false }],
  messages: [...idsTo(COUNT), "om_foreign"].map((messageId, index) => ({
    ...{ messageId, chatId: index < COUNT ? "oc_status" : "oc_foreign", type: "text" },
    ...{ content: { text: "x" }, senderId: "ou_leo", createTime: 1_779_238_800_000 + index },
    readBy: index % 2 === 0 ? [{ by: "ou_demo", time: 1_779_238_900_000 }] : [{ by: "ou_leo", time: 1 }],
  })),
};

describe("+messages-read-status", () => {
  it("says of each message whether the caller has read it, in the order asked for", () =>
    inScene(world, async ({ run, platform }) => {
      const data = dataOf(await run(statusLine(`${idAt(3)},${idAt(0)},${idAt(2)}`)));
      assertEquals(data, {
        items: [
          { message_id: idAt(3), is_read: false },
          { message_id: idAt(0), is_read: true },
          { message_id: idAt(2), is_read: true },
        ],
        invalid_message_ids: [],
      });
      const [request, ...others] = writesTo(platform, PATH);
      assertEquals([request?.body, request?.token, others], [
        { message_ids: [idAt(3), idAt(0), idAt(2)] },
        "user",
        [],
      ]);
    }));

  it("keeps that order where the service does not", () =>
    inScene({
      ...world,
      faults: [{
        name: "changed-data",
        set: { items: [{ message_id: idAt(1), is_read: false }, { message_id: idAt(0), is_read: true }] },
      }],
    }, async ({ run }) => {
      const { items } = dataOf(await run(statusLine(`${idAt(0)},${idAt(1)}`)));
      assert(Array.isArray(items));
      assertEquals(items.map((item) => item["message_id"]), [idAt(0), idAt(1)]);
    }));

  it("never calls an invalid message unread: unknown and foreign ones are listed by themselves", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run(statusLine(`om_unknown,${idAt(1)},om_foreign`)));
      assertEquals(data["items"], [{ message_id: idAt(1), is_read: false }]);
      assertEquals(data["invalid_message_ids"], ["om_unknown", "om_foreign"]);
    }));

  it("says so where the service says nothing about a message", () =>
    inScene({ ...world, faults: [{ name: "changed-data", set: { items: [] } }] }, async ({ run }) => {
      const result = await run(statusLine(idAt(0)));
      assertEquals(dataOf(result)["items"], []);
      const [warning = "", ...others] = warningsOf(result);
      assertEquals(others, []);
      assertStringIncludes(warning, "messages_not_returned");
      assertStringIncludes(warning, idAt(0));
    }));

  it("asks for repeated ids once, and drops blanks and empty entries", () =>
    inScene(world, async ({ run, platform }) => {
      const ids = ` ${idAt(1)} ,,${idAt(0)}, ${idAt(1)},`;
      const { items } = dataOf(await run(statusLine(ids, "--message-ids", idAt(0))));
      assert(Array.isArray(items));
      assertEquals(items.map((item) => item["message_id"]), [idAt(1), idAt(0)]);
      assertEquals(bodyField(writesTo(platform, PATH)[0], "message_ids"), [idAt(1), idAt(0)]);
    }));

  it("--message-id is the same option", () =>
    inScene(world, async ({ run }) => {
      const { items } = dataOf(await run(["+messages-read-status", "--message-id", idAt(0)]));
      assertEquals(items, [{ message_id: idAt(0), is_read: true }]);
    }));

  it("is asked again after a failure in passing: it only asks", () =>
    inScene(
      { ...world, faults: [{ name: "status-502-html", when: { times: 2 } }] },
      async ({ run, platform }) => {
        dataOf(await run(statusLine(idAt(0))));
        assertEquals(writesTo(platform, PATH).length, 3);
      },
    ));

  it("a failure for good is no unknown outcome", () =>
    inScene({ ...world, faults: [{ name: "status-502-html" }] }, async ({ run }) => {
      const error = errorOf(await run(statusLine(idAt(0))), 4);
      assert(!String(error["message"]).includes("unknown"), String(error["message"]));
    }));
});

describe("+messages-read-status takes 1 to 50 messages", () => {
  const counts: readonly (readonly [count: number, isTaken: boolean])[] = [[1, true], [50, true], [
    51,
    false,
  ]];
  for (const [count, isTaken] of counts) {
    it(`${count}: ${isTaken ? "one call" : "exit 2"}`, () =>
      inScene(world, async ({ run, platform }) => {
        const result = await run(statusLine(idsTo(count).join()));
        if (isTaken) {
          const { items } = dataOf(result);
          assertEquals([Array.isArray(items) && items.length, platform.log.length], [count, 1]);
          return;
        }
        const error = errorOf(result, 2);
        assertEquals([error["param"], platform.log], ["--message-ids", []]);
        assertStringIncludes(String(error["message"]), "50");
      }));
  }

  it("51 of which one is there twice: one call of 50", () =>
    inScene(world, async ({ run, platform }) => {
      dataOf(await run(statusLine([...idsTo(50), idAt(7)].join())));
      assertEquals(platform.log.length, 1);
    }));

  const wrong: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["none", ["+messages-read-status"]],
    ["an empty list", statusLine("")],
    ["commas only", statusLine(" , ,")],
    ["a chat", statusLine("oc_status")],
    ["a thread", statusLine(`${idAt(0)},omt_x`)],
    ["the prefix alone", statusLine("om_")],
    ["a path", statusLine("om_x/../y")],
    ["a control character", statusLine("om_x\u0007")],
  ];
  for (const [name, words] of wrong) {
    it(`${name}: exit 2`, () =>
      inScene(world, async ({ run, platform }) => {
        for (const more of [[], ["--dry-run"]]) {
          const error = errorOf(await run([...words, ...more]), 2);
          assertEquals([error["param"], platform.log], ["--message-ids", []]);
        }
      }));
  }
});

describe("+messages-read-status is for people", () => {
  it("--as bot: exit 2, names the right one", () =>
    inScene(world, async ({ run, platform }) => {
      const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
      const error = errorOf(await run(statusLine(idAt(0), "--as", "bot"), { env }), 2);
      assertEquals([error["param"], platform.log], ["--as", []]);
      assertStringIncludes(String(error["hint"]), "--as user");
    }));

  it("a bot's token alone: exit 3, and it is not used", () =>
    inScene(world, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
      errorOf(await run(statusLine(idAt(0)), { env }), 3);
      assertEquals(platform.log, []);
    }));
});

describe("+messages-read-status in other forms", () => {
  it("a dry run, offline: the one call, ids once each", () =>
    inScene(world, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      const result = await run(statusLine(`${idAt(1)},${idAt(0)},${idAt(1)}`, "--dry-run"), { env });
      const document = documentOf(result.stdout);
      assertEquals([document["identity"], document["dry_run"]], ["user", true]);
      assertEquals(dataOf(result)["api"], [
        { method: "POST", url: PATH, body: { message_ids: [idAt(1), idAt(0)] } },
      ]);
      assertEquals(platform.log, []);
    }));

  it("ndjson: one row a message", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run(statusLine(`${idAt(1)},${idAt(0)}`, "--format", "ndjson"));
      assertEquals(stdout.trimEnd().split("\n").map((row) => JSON.parse(row)), [
        { message_id: idAt(1), is_read: false },
        { message_id: idAt(0), is_read: true },
      ]);
    }));

  it("pretty: read, unread, and unknown of what is invalid", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run(statusLine(`${idAt(0)},${idAt(1)},om_none`, "--format", "pretty"));
      assertEquals(stdout.trimEnd().split("\n").map((line) => line.split(/\s+/)), [
        ["read", idAt(0)],
        ["unread", idAt(1)],
        ["unknown", "om_none"],
      ]);
    }));
});
