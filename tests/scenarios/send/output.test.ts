import {
  GROUP,
  MESSAGE,
  MESSAGE_TIME,
  PERSON,
  REPLY,
  SEND,
  sentMessage,
  writingWorld,
} from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const world = { ...writingWorld, now: () => MESSAGE_TIME };
const LINE = [SEND, "--chat-id", GROUP, "--text", "x"];
const TIMES = ["create_time", "create_time_ms", "create_time_iso"];

describe("what is reported of a sent message", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`the envelope names the identity: ${identity}`, () =>
      inScene(world, async ({ run, platform }) => {
        const result = await run(LINE, { env });
        const document = documentOf(result.stdout);
        assertEquals(Object.keys(document), ["ok", "identity", "data"]);
        assertEquals([document["ok"], document["identity"], result.stderr], [true, identity, ""]);
        assertEquals(sentMessage(platform).as, identity);
      }));
  }

  it("ids, time, type and key", () =>
    inScene(world, async ({ run, platform }) => {
      const data = dataOf(await run([...LINE, "--idempotency-key", "my key"]));
      assertEquals(Object.keys(data), ["message_id", "chat_id", ...TIMES, "msg_type", "uuid"]);
      const { messageId, chatId, uuid } = sentMessage(platform);
      assertEquals([data["message_id"], data["chat_id"], data["msg_type"]], [messageId, chatId, "text"]);
      assertEquals([data["uuid"], uuid], ["my key", "my key"]);
    }));

  it("the time in three forms: local, milliseconds, with its offset", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run(LINE));
      assertEquals(data["create_time_ms"], MESSAGE_TIME);
      const iso = String(data["create_time_iso"]);
      assert(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(iso), iso);
      assertEquals(Date.parse(iso), MESSAGE_TIME);
      assertEquals(data["create_time"], iso.slice(0, 19).replace("T", " "));
    }));

  it("a key is made and shown where none is given", () =>
    inScene(world, async ({ run, platform }) => {
      const uuid = String(dataOf(await run(LINE))["uuid"]);
      assert(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid), uuid);
      assertEquals(sentMessage(platform).uuid, uuid);
    }));

  it("the mentions, where there are some", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run([SEND, "--chat-id", GROUP, "--text", "<at id=ou_ana/>"]));
      const mention = { key: "@_user_1", id: PERSON, id_type: "open_id", name: "Ana" };
      const [first] = data["mentions"] as Record<string, unknown>[];
      assertEquals({ ...first, tenant_key: "" }, { ...mention, tenant_key: "" });
    }));

  it("the thread, in a topic group", () =>
    inScene(world, async ({ run, platform }) => {
      const data = dataOf(await run([SEND, "--chat-id", "oc_topic", "--text", "x"]));
      const made = platform.message(String(data["message_id"]));
      assertEquals(data["thread_id"], made?.threadId);
      assert(made?.threadId !== undefined, "a topic group opens a thread for every message");
    }));

  it("the uploads", () =>
    inScene(world, async ({ run, platform, directory }) => {
      await putFiles({ directory }, { "a.png": pngImage() });
      const data = dataOf(await run([SEND, "--chat-id", GROUP, "--image", "a.png"]));
      const [upload] = platform.uploads;
      const told = { flag: "--image", key: upload?.key, name: "a.png", size_bytes: pngImage().length };
      assertEquals(data["uploads"], [told]);
    }));

  it("of a reply also what it answers", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run([REPLY, "--message-id", MESSAGE, "--text", "x"]));
      assertEquals([data["root_id"], data["parent_id"], data["thread_id"]], [MESSAGE, MESSAGE, undefined]);
    }));
});

describe("formats: a sent message is one record, also where it has lists in it", () => {
  const lines: readonly (readonly [name: string, words: string[]])[] = [
    ["a text", LINE],
    ["with mentions", [SEND, "--chat-id", GROUP, "--text", "<at id=ou_ana/>"]],
    ["with an upload", [SEND, "--chat-id", GROUP, "--image", "a.png"]],
    ["a reply", [REPLY, "--message-id", MESSAGE, "--text", "x"]],
  ];
  for (const [name, words] of lines) {
    it(name, () =>
      inScene(world, async ({ run, directory }) => {
        await putFiles({ directory }, { "a.png": pngImage() });
        const data = dataOf(await run([...words, "--format", "json"]));
        const id = String(data["message_id"]);
        const json = await run([...words, "--json"]);
        assertEquals(dataOf(json)["message_id"], id);
        const ndjson = await run([...words, "--format", "ndjson"]);
        assertEquals([ndjson.stdout.trimEnd().split("\n").length, documentOf(ndjson.stdout)["message_id"]], [
          1,
          id,
        ]);
        const csv = (await run([...words, "--format", "csv"])).stdout.trimEnd().split("\n");
        assertEquals([csv[0], csv.includes(`message_id,${id}`)], ["key,value", true]);
        assertEquals(csv.map((row) => row.split(",")[0]), ["key", ...Object.keys(data).sort()]);
        assertStringIncludes((await run([...words, "--format", "table"])).stdout, id);
        const pretty = await run([...words, "--format", "pretty"]);
        assertEquals([pretty.status, pretty.stdout], [0, `sent: ${id} in ${GROUP}\n`]);
        const concise = await run([...words, "--format", "concise"]);
        assertEquals([concise.status, concise.stdout.split("\n")[0]], [0, `message_id: ${id}`]);
        const jq = await run([...words, "--jq", ".data.message_id"]);
        assertEquals(jq.stdout, `${id}\n`);
        const compact = await run([...words, "--compact"]);
        assertEquals(compact.stdout.trimEnd().split("\n").length, 1);
      }));
  }

  const wrong: readonly (readonly [words: string[], says: string])[] = [
    [["--format", "xml"], "--format"],
    [["--concise"], "--concise"],
    [["--jq", ".data["], "--jq"],
    [["--jq", ".data", "--format", "csv"], "--jq"],
  ];
  for (const [words, says] of wrong) {
    it(`${words.join(" ")} is refused before anything is sent`, () =>
      inScene(world, async ({ run, platform }) => {
        const result = await run([...LINE, ...words]);
        assertEquals([result.status, result.stdout, platform.log.length], [2, "", 0]);
        assertStringIncludes(result.stderr, says);
      }));
  }

  it("errors of human formats are text, with the flag and what to do", () =>
    inScene(world, async ({ run }) => {
      const { status, stdout, stderr } = await run([SEND, "--text", "x", "--format", "pretty"]);
      assertEquals([status, stdout, stderr.startsWith("{")], [2, "", false]);
      assertStringIncludes(stderr, "--chat-id");
    }));

  it("names that others gave reach a terminal format without control characters", () =>
    inScene({ ...world, users: [{ openId: PERSON, name: "A\u009b31mna\u202e!" }] }, async ({ run }) => {
      // JSON inside a cell escapes what is below U+0020 anyway: these two it leaves alone.
      const words = [SEND, "--chat-id", GROUP, "--text", "<at id=ou_ana/>", "--format"];
      assertStringIncludes((await run([...words, "table"])).stdout, '"name":"Ana!"');
      assertStringIncludes((await run([...words, "csv"])).stdout, "A\u009b31mna\u202e!");
    }));
});

describe("an answer without what it should have", () => {
  it("refused content is reported with the service's reason, and exit 1", () =>
    inScene(world, async ({ run, platform }) => {
      const error = errorOf(await run([SEND, "--chat-id", GROUP, "--image", "key:img_v3_unknown"]), 1);
      assertEquals([error["type"], error["code"], platform.sentMessages.length], ["api", 230001, 0]);
      assertStringIncludes(`${error["message"]} ${error["hint"]}`, "image_key");
    }));
});
