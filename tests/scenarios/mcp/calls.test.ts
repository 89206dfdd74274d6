import { toolWorld } from "../../support/mcp-world.ts";
import { type ToolAnswer, withServer } from "../../support/mcp.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { writesOf } from "../../support/composing.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const WRITING = { args: ["--allow-write"], env: BOTH_TOKENS };

/** Type, subtype and exit status of an answer's error. */
function errorOf({ envelope }: ToolAnswer): readonly unknown[] {
  const { type, subtype, exit_status } = partOf(envelope, "error");
  return [type, subtype, exit_status];
}

describe("a call that cannot be", () => {
  it("of an unknown tool is an error of the protocol", () =>
    inScene({}, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const error = await assertRejects(() => call("nope"));
        assertEquals((error as { code?: number }).code, -32602);
      })));

  it("of a tool that writes is one of an unknown tool, where the server only reads", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        await assertRejects(
          () => call("messages_send", { chat_id: "oc_0", text: "hi" }),
          Error,
          "--allow-write",
        );
        assertEquals(scene.platform.log, []);
      })));

  it("of an argument that there is none of lists those that there are, under one name each", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        const { hint } = partOf((await call("chat_list", { format: "csv" })).envelope, "error");
        const names = String(hint).replace("arguments: ", "").split(", ");
        assertEquals([names.includes("page_size"), names.includes("limit")], [true, false]);
      })));

  it("of a tool that strict mode forbids is one of an unknown tool, and says why", () =>
    inScene(
      toolWorld(),
      (scene) =>
        withServer(
          scene,
          { ...WRITING, env: { ...BOTH_TOKENS, IM_STRICT_MODE: "bot" } },
          async ({ client, call }) => {
            const names = (await client.listTools()).tools.map(({ name }) => name);
            assertEquals([names.includes("chat_list"), names.includes("messages_search")], [true, false]);
            await assertRejects(
              () => call("messages_search", { query: "word" }),
              Error,
              'strict mode allows only "bot"',
            );
            assertEquals(errorOf(await call("chat_list", { as: "user" })), [
              "validation",
              "invalid_argument",
              2,
            ]);
            const listed = partOf((await call("api_schema", { method: "feed.groups" })).envelope, "data");
            assertEquals(listed["items"], []);
            assertEquals(scene.platform.log, []);
          },
        ),
    ));

  it("with an argument that is none names the one that was meant", () =>
    inScene({}, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const answer = await call("chat_list", { page_sise: 3 });
        assertEquals(answer.isError, true);
        assertEquals(errorOf(answer), ["validation", "invalid_argument", 2]);
        assertEquals(partOf(answer.envelope, "error")["hint"], "did you mean page_size?");
      })));

  it("names arguments as the tool has them, in the structure and in the text", () =>
    inScene({}, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const answers = [
          await call("chat_messages_list"),
          await call("chat_list", { page_size: 1000 }),
          await call("messages_mget", {}),
        ];
        for (const { envelope, text } of answers) {
          const { message, param } = partOf(envelope, "error");
          assert(!/--|page-size|chat-id|message-ids/.test(`${text}${message}${param}`), text);
          assertStringIncludes(text, "exit status 2");
        }
        assertEquals(answers.map(({ envelope }) => partOf(envelope, "error")["param"]), [
          "chat_id",
          "page_size",
          "message_ids",
        ]);
      })));

  it("names arguments as the tool has them where their types are wrong", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        const calls = [
          ["messages_mget", { message_ids: [["om_0"]] }, "message_ids"],
          ["chat_list", { page_size: { a: 1 } }, "page_size"],
          ["chat_list", { dry_run: "maybe" }, "dry_run"],
          ["chat_list", { constructor: 1 }, "constructor"],
          ["api_call", { method: "chats.get", params: { chat_id: "oc_0" }, data: {} }, "data"],
          ["api_call", { method: { a: 1 } }, "method"],
        ] as const;
        for (const [name, args, param] of calls) {
          const answer = await call(name, args);
          assertEquals(errorOf(answer), ["validation", "invalid_argument", 2], answer.text);
          assertEquals(partOf(answer.envelope, "error")["param"], param);
        }
        assertEquals(scene.platform.log, []);
      })));

  it("takes the further names of options for the options", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const { envelope } = await call("chat_list", { limit: 1 });
        assertEquals(partOf(partOf(envelope, "meta"), "pagination")["items"], 1);
      })));

  it("with - for a text does not read what belongs to the protocol", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        assertEquals(errorOf(await call("messages_send", { chat_id: "oc_0", text: "-" })), [
          ...["validation", "invalid_argument", 2],
        ]);
        assertEquals((await call("whoami")).isError, false);
      })));
});

describe("what cannot be undone", () => {
  const recall = { method: "messages.delete", params: { message_id: "om_bot" }, as: "bot" };

  it("is refused without yes: true, and the error says so", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        for (const yes of ["true", 1]) {
          assertEquals((await call("api_call", { ...recall, yes })).isError, true, String(yes));
        }
        for (const args of [recall, { ...recall, yes: false }]) {
          const answer = await call("api_call", args);
          assertEquals(errorOf(answer), ["confirmation", "confirmation_required", 10]);
          assertStringIncludes(answer.text, "yes: true");
        }
        assertEquals(writesOf(scene.platform), []);
        assertEquals((await call("api_call", { ...recall, yes: true })).isError, false);
        assertEquals(writesOf(scene.platform).map(({ method }) => method), ["DELETE"]);
      })));

  it("and whatever else writes is not done by a server that only reads", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const answer = await call("api_call", { ...recall, yes: true });
        assertEquals(errorOf(answer), ["validation", "failed_precondition", 2]);
        assertEquals(scene.platform.log, []);
      })));

  it("nor are files saved by its tools", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, { args: ["-C", "."] }, async ({ client, call }) => {
        const answer = await call("chat_messages_list", { chat_id: "oc_0", download_resources: true });
        assertEquals(errorOf(answer), ["validation", "failed_precondition", 2]);
        const tool = (await client.listTools()).tools.find(({ name }) => name === "chat_messages_list");
        assertEquals(tool?.inputSchema.properties?.["download_resources"], undefined);
        assertEquals(scene.platform.log, []);
      })));

  it("is shown by dry_run, which sends nothing", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        const { envelope, isError } = await call("api_call", { ...recall, dry_run: true });
        assertEquals([isError, envelope["dry_run"]], [false, true]);
        assertEquals(scene.platform.log, []);
      })));
});

describe("an answer", () => {
  it("to a call without a login is an error with the class of the exit; tools are listed all the same", () =>
    inScene(
      {},
      (scene) =>
        withServer(scene, { env: { IM_USER_ACCESS_TOKEN: "" } }, async ({ client, call }) => {
          assert((await client.listTools()).tools.length > 0);
          const answer = await call("chat_list");
          assertEquals(errorOf(answer), ["config", "not_configured", 3]);
          assertStringIncludes(answer.text, "im config init");
        }),
    ));

  it("about messages is concise Markdown beside the structure", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const { text, envelope } = await call("chat_messages_list", { chat_id: "oc_0", page_size: 1 });
        assert(text.startsWith("# Chat messages"), text);
        const next = partOf(partOf(envelope, "meta"), "pagination")["next_token"];
        assertStringIncludes(text, String(next));
      })));

  it("has the fields that are asked for, in the structure and in the text", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const args = { chat_id: "oc_0", page_size: 1, fields: "message_id,sender.id" };
        const { envelope, text } = await call("chat_messages_list", args);
        const [message] = partOf(envelope, "data")["messages"] as readonly Record<string, unknown>[];
        assertEquals(message, { message_id: "om_mine", sender: { id: "ou_demo" } });
        assert(text.includes("om_mine") && !text.includes("word"), text);
        const wrong = await call("chat_messages_list", { ...args, fields: ["mesage_id"] });
        assertEquals(errorOf(wrong), ["validation", "invalid_argument", 2]);
        assert(!wrong.text.includes("--"), wrong.text);
      })));

  it("that lacks a part is told as a warning in the structure, the text and the log", () =>
    inScene({
      ...toolWorld(),
      faults: [{ name: "error", code: 230027, when: { path: "reactions" } }],
    }, (scene) =>
      withServer(scene, {}, async ({ call, logged }) => {
        const { text, envelope } = await call("chat_messages_list", { chat_id: "oc_0" });
        const [warning] = partOf(envelope, "meta")["warnings"] as readonly { key: string; detail: string }[];
        assert(warning !== undefined);
        assertStringIncludes(text, `warning: ${warning.key}: ${warning.detail}`);
        assertEquals(logged.map(({ level, data }) => [level, data]), [["warning", warning]]);
      })));

  it("to a part of the work is an error that has what was done", () =>
    inScene({
      ...toolWorld(),
      faults: [{ name: "error", code: 230001, when: { path: "page_token=" } }],
    }, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const answer = await call("chat_list", { page_size: 1, page_limit: 0 });
        assertEquals(answer.isError, true);
        assertEquals((partOf(answer.envelope, "data")["chats"] as unknown[]).length, 1);
        assertEquals(partOf(answer.envelope, "error")["exit_status"], 1);
      })));

  it("has levels below the client's left out of the log", () =>
    inScene({
      ...toolWorld(),
      faults: [{ name: "error", code: 230027, when: { path: "reactions" } }],
    }, (scene) =>
      withServer(scene, {}, async ({ client, call, logged }) => {
        await client.setLoggingLevel("error");
        await call("chat_messages_list", { chat_id: "oc_0" });
        assertEquals(logged, []);
      })));

  it("leaves nothing but messages of the protocol on stdout, and nothing on stderr", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call, lines, world, end }) => {
        await call("chat_messages_list", { chat_id: "oc_0", page_limit: 0 });
        await call("messages_send", { chat_id: "oc_0", text: "hi" });
        await call("chat_list", { page_size: 1000 });
        assertEquals(await end(), 0);
        for (const line of lines()) assertEquals(JSON.parse(line).jsonrpc, "2.0");
        assertEquals([world.stdout(), world.stderr()], ["", ""]);
      })));

  it("keeps all digits of integers, in both directions", () =>
    inScene(
      toolWorld(),
      (scene) =>
        withServer(scene, { ...WRITING, args: ["--allow-write", "--dry-run"] }, async ({ call, lines }) => {
          await call("api_call", {
            method: "messages.create",
            params: { receive_id_type: "chat_id" },
            data: '{"receive_id":"oc_0","msg_type":"text","content":"{}","number":12345678901234567890}',
          });
          assertStringIncludes(lines().at(-1) ?? "", '"number":12345678901234567890');
        }),
    ));
});
