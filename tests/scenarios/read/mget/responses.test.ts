import type { AnyFault, PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { namesIn } from "../../../support/downloads.ts";
import {
  IDENTITIES,
  idsIn,
  LIST_PATH,
  messagesIn,
  MGET_PATH,
  REACTIONS_PATH,
} from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { errorOf, partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const text = (name: string, minute: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  messageId: `om_${name}`,
  chatId: "oc_room",
  type: "text",
  content: { text: `text of ${name}` },
  senderId: "ou_ana",
  createTime: 1_779_238_800_000 + minute * 60_000,
  ...more,
});

const THREAD = { threadId: "omt_t" };
const world: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [
    { chatId: "oc_room", mode: "group" },
    { chatId: "oc_userless", mode: "group", user: false },
    { chatId: "oc_botless", mode: "group", bot: false },
  ],
  messages: [
    text("a", 0, { reactions: [{ type: "OK", by: "ou_ana" }] }),
    text("b", 1),
    text("c", 2, { updateTime: 1_779_242_400_000 }),
    text("root", 3, { ...THREAD, isThreadRoot: true }),
    text("reply", 4, { ...THREAD, rootId: "om_root", parentId: "om_root" }),
    text("hidden-user", 5, { chatId: "oc_userless" }),
    text("hidden-bot", 6, { chatId: "oc_botless" }),
  ],
};

const lineFor = (...names: readonly string[]) => [
  "+messages-mget",
  "--message-ids",
  names.map((name) => `om_${name}`).join(","),
];
const on = (fault: AnyFault): PlatformOptions => ({
  ...world,
  faults: [{ ...fault, when: { endpoint: MGET_PATH, ...fault.when } }],
});

describe("+messages-mget answers in the order of the request", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}, although the service answers in another`, () =>
      inScene(world, async ({ run }) => {
        const document = successDocument(await run(lineFor("c", "a", "b"), { env }));
        assertEquals(document["identity"], identity);
        assertEquals(idsIn(document), ["om_c", "om_a", "om_b"]);
      }));
  }
});

describe("ids that the service leaves out", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: missing_message_ids in the order asked for, a warning, exit 0`, () =>
      inScene(world, async ({ run }) => {
        const hidden = `hidden-${identity}`;
        const result = await run(lineFor("z", "b", hidden, "a"), { env });
        const document = successDocument(result);
        assertEquals(idsIn(document), ["om_b", "om_a"]);
        const data = partOf(document, "data");
        assertEquals([data["total"], data["missing_message_ids"]], [2, ["om_z", `om_${hidden}`]]);
        assertEquals(warningsOf(result), ["warning: messages_not_returned: 2 of 4"]);
      }));

    it(`as ${identity}: none at all is an empty list, exit 0, and nothing more is asked`, () =>
      inScene(world, async ({ run, platform }) => {
        const result = await run(lineFor("y", "z"), { env });
        assertEquals(partOf(successDocument(result), "data"), {
          messages: [],
          total: 0,
          missing_message_ids: ["om_y", "om_z"],
        });
        assertEquals(warningsOf(result), ["warning: messages_not_returned: 2 of 2"]);
        assertEquals(platform.log.map(({ path }) => path), [MGET_PATH]);
      }));
  }

  it("the key is absent and there is no warning when all came", () =>
    inScene(world, async ({ run }) => {
      const result = await run(lineFor("a", "b"));
      assertEquals("missing_message_ids" in partOf(successDocument(result), "data"), false);
      assertEquals(result.stderr, "");
    }));
});

describe("each message is completed", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: names, reactions, times of editing, and the replies of threads without their root`, () =>
      inScene(world, async ({ run, platform }) => {
        const [root, edited, plain] = messagesIn(
          successDocument(await run(lineFor("root", "c", "a"), { env })),
        );
        assertEquals(partOf(root ?? {}, "sender")["name"], "Ana");
        const replies = root?.["thread_replies"];
        assertEquals(Array.isArray(replies) && replies.map((reply) => reply.message_id), ["om_reply"]);
        assertEquals([edited?.["updated"], typeof edited?.["update_time"]], [true, "string"]);
        assertEquals(["reactions" in (edited ?? {}), "update_time" in (plain ?? {})], [false, false]);
        assertEquals(partOf(plain ?? {}, "reactions")["counts"], [{ reaction_type: "OK", count: "1" }]);
        assertEquals(requestsTo(platform, LIST_PATH).length, 1);
      }));
  }

  it("--no-reactions: the reactions are not asked for", () =>
    inScene(world, async ({ run, platform }) => {
      const [message] = messagesIn(successDocument(await run([...lineFor("a"), "--no-reactions"])));
      assertEquals(["reactions" in (message ?? {}), "reactions_error" in (message ?? {})], [false, false]);
      assertEquals(requestsTo(platform, REACTIONS_PATH).length, 0);
    }));

  for (const [identity, env] of IDENTITIES) {
    it(`--download-resources as ${identity}: files are saved only when asked for`, () =>
      inScene(world, async ({ run, platform, directory }) => {
        platform.putMessage(
          text("file", 9, { type: "file", content: { file_key: "file_1", file_name: "a" } }),
        );
        platform.addResource({
          messageId: "om_file",
          fileKey: "file_1",
          type: "file",
          bytes: new Uint8Array(10),
          contentType: "application/pdf",
        });
        const [without] = messagesIn(successDocument(await run(lineFor("file"), { env })));
        assertEquals(["resources" in (without ?? {}), namesIn(directory)], [false, []]);
        const [message] = messagesIn(
          successDocument(await run([...lineFor("file"), "--download-resources"], { env })),
        );
        assertEquals(message?.["resources"], [{
          message_id: "om_file",
          key: "file_1",
          type: "file",
          local_path: join(directory, "lark-im-resources", "file_1.pdf"),
          size_bytes: 10,
        }]);
        assertEquals(namesIn(join(directory, "lark-im-resources")), ["file_1.pdf"]);
      }));
  }
});

describe("answers of the service that are not as they should be", () => {
  const empty: [name: string, fault: AnyFault][] = [
    ["data that is null", { name: "null-data" }],
    ["no data", { name: "no-data" }],
    ["entries without an id", { name: "changed-data", set: { items: [{}, { message_id: 5 }] } }],
  ];
  for (const [name, fault] of empty) {
    it(`${name}: the ids are missing`, () =>
      inScene(on(fault), async ({ run }) => {
        assertEquals(partOf(successDocument(await run(lineFor("a"))), "data"), {
          messages: [],
          total: 0,
          missing_message_ids: ["om_a"],
        });
      }));
  }

  for (const items of ["om_a", {}, [null], [{}, "om_a"]]) {
    it(`items ${JSON.stringify(items)}: exit 5`, () =>
      inScene(
        on({ name: "changed-data", set: { items } }),
        async ({ run }) => assertEquals(errorOf(await run(lineFor("a")), 5)["subtype"], "invalid_response"),
      ));
  }

  it("messages that nobody asked for are left out, and one that comes twice is reported once", () => {
    const item = { message_id: "om_a", msg_type: "text", body: { content: '{"text":"hi"}' } };
    const items = [{ ...item, message_id: "om_b" }, item, item];
    return inScene(on({ name: "changed-data", set: { items } }), async ({ run }) => {
      assertEquals(idsIn(successDocument(await run(lineFor("a")))), ["om_a"]);
    });
  });

  const failures: [name: string, fault: AnyFault, status: number, type: string][] = [
    ["a refusal", { name: "error", code: 230001 }, 1, "api"],
    ["a missing permission", { name: "error", code: 230027 }, 3, "authorization"],
    ["a dead token", { name: "error", code: 99991677 }, 3, "authentication"],
    ["a connection that ends without a byte", { name: "cut-before-headers" }, 4, "network"],
    ["half a document", { name: "cut-json" }, 5, "internal"],
  ];
  for (const [name, fault, status, type] of failures) {
    it(`${name}: exit ${status}, nothing on stdout`, () =>
      inScene(on(fault), async ({ run }) => {
        assertEquals(errorOf(await run(lineFor("a")), status)["type"], type);
      }));
  }

  it("a fault that passes is got over by asking again", () =>
    inScene(on({ name: "status-502-html", when: { times: 2 } }), async ({ run, platform }) => {
      assertEquals(idsIn(successDocument(await run(lineFor("a")))), ["om_a"]);
      assertEquals(requestsTo(platform, MGET_PATH).length, 3);
    }));
});

describe("other formats print a row a message", () => {
  it("ndjson: one JSON line each, in the order of the request", () =>
    inScene(world, async ({ run }) => {
      const result = await run([...lineFor("c", "a"), "--format", "ndjson"]);
      const rows = result.stdout.trimEnd().split("\n").map((line) => JSON.parse(line).message_id);
      assertEquals([result.status, rows], [0, ["om_c", "om_a"]]);
    }));

  it("pretty: the whole content and the id of each message", () =>
    inScene(world, async ({ run, platform }) => {
      platform.putMessage(text("long", 9, { content: { text: "0123456789".repeat(5) } }));
      const { stdout } = await run([...lineFor("long", "b"), "--format", "pretty"]);
      assertMatch(stdout, / (0123456789){5} {2}om_long$/m);
      assertMatch(stdout, / om_b$/m);
    }));

  it("pretty: where nothing came, a line says so", () =>
    inScene(world, async ({ run }) => {
      const { status, stdout } = await run([...lineFor("z"), "--format", "pretty"]);
      assertEquals([status, stdout], [0, "no messages with these ids\n\nnot returned:\nom_z\n"]);
    }));
});
