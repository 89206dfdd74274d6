import { toolWorld } from "../../support/mcp-world.ts";
import { withProcess } from "../../support/mcp.ts";
import { itOnUnix, until } from "../../support/bdd.ts";
import { resultOf, runIm, startIm } from "../../support/im.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Messages of a client that was written by hand. */
const INITIALIZE = {
  ...{ jsonrpc: "2.0", id: 0, method: "initialize" },
  params: { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "by hand", version: "0" } },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };
const call = (id: number | string, name: string, args: unknown = {}) => ({
  ...{ jsonrpc: "2.0", id, method: "tools/call" },
  params: { name, arguments: args },
});
const linesOf = (...messages: readonly unknown[]) =>
  messages.map((one) => typeof one === "string" ? `${one}\n` : `${JSON.stringify(one)}\n`).join("");
const answersIn = (stdout: string) => stdout.split("\n").slice(0, -1).map((line) => JSON.parse(line));

describe("im mcp and the SDK's client, over pipes", () => {
  it("lists and calls, reports progress, is cancelled, refuses what is not confirmed, and ends", () =>
    inScene(toolWorld(), (scene) => {
      const options = { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS };
      return withProcess(scene, options, async ({ client, call }) => {
        assert((await client.listTools()).tools.some(({ name }) => name === "messages_send"));
        const { envelope } = await call("chat_messages_list", { chat_id: "oc_0" });
        assertEquals(envelope["ok"], true);

        const progress: number[] = [];
        const file = { message_id: "om_0", file_key: "file_0", type: "file", output: "saved.bin" };
        const saved = await call("messages_resources_download", file, {
          onprogress: (note) => void progress.push(note.progress),
        });
        assertEquals([saved.isError, progress.at(-1)], [false, 2000]);
        assertEquals(await Deno.readFile(`${scene.directory}/saved.bin`), new Uint8Array(2000));

        const recall = { method: "messages.delete", params: { message_id: "om_bot" }, as: "bot" };
        const refused = await call("api_call", recall);
        assertEquals(partOf(refused.envelope, "error")["type"], "confirmation");

        scene.platform.addFault({ name: "stall-before-headers", when: { path: "/im/v1/chats" } });
        const abort = new AbortController();
        const pending = call("chat_list", {}, { signal: abort.signal });
        pending.catch(() => {});
        await until(() => scene.platform.isSilent(), pending);
        abort.abort();
        await assertRejects(() => pending);
        await scene.platform.idle();
        assertEquals((await call("whoami")).isError, false);
      });
    }));
});

describe("im mcp and a client written by hand", () => {
  it("answers everything that was asked before the input ends, then ends with 0", () =>
    inScene(toolWorld(), async ({ spawn }) => {
      const stdin = linesOf(
        INITIALIZE,
        INITIALIZED,
        { jsonrpc: "2.0", id: "list", method: "tools/list" },
        call("one", "chat_list"),
        call("two", "nope"),
        { jsonrpc: "2.0", id: "odd", method: "odd/method" },
        { jsonrpc: "2.0", id: "ping", method: "ping" },
      );
      const { status, stdout, stderr } = await spawn(["mcp"], { stdin });
      assertEquals([status, stderr], [0, ""]);
      const answers = answersIn(stdout);
      assertEquals(
        answers.map(({ id }) => id).toSorted(),
        [0, "list", "odd", "one", "ping", "two"].toSorted(),
      );
      const answerTo = (id: unknown) => answers.find((one) => one.id === id);
      assertEquals(answerTo(0).result.protocolVersion, "2024-11-05");
      assertEquals(answerTo("one").result.structuredContent.ok, true);
      assertEquals(answerTo("two").error.code, -32602);
      assertEquals(answerTo("odd").error.code, -32601);
    }));

  it("goes on after lines that are no messages", () =>
    inScene(toolWorld(), async ({ spawn }) => {
      const stdin = linesOf(INITIALIZE, "", "{not json", "[]", '{"jsonrpc":"1.0"}', "\r", call(7, "whoami"));
      const { status, stdout } = await spawn(["mcp"], { stdin });
      const answers = answersIn(stdout);
      assertEquals(status, 0);
      assertEquals(answers.flatMap(({ error }) => error?.code ?? []), [-32700, -32600, -32600]);
      assertEquals(answers.find(({ id }) => id === 7)?.result.isError, undefined);
    }));

  it("lists its tools without any configuration", () =>
    inScene({}, async ({ directory }) => {
      const stdin = linesOf(INITIALIZE, { jsonrpc: "2.0", id: 1, method: "tools/list" });
      const { status, stdout, stderr } = await runIm(["mcp"], { cwd: directory, stdin });
      assertEquals([status, stderr], [0, ""]);
      assert(answersIn(stdout)[1].result.tools.length > 0);
    }));

  it("ends with 0 and an input that holds nothing, and with 2 where --tools names none", () =>
    inScene({}, async ({ spawn }) => {
      assertEquals((await spawn(["mcp"], { stdin: "" })).status, 0);
      for (const tools of ["mesages", "", " , "]) {
        const { status, stdout } = await spawn(["mcp", "--tools", tools], { stdin: "" });
        assertEquals([status, stdout], [2, ""], tools);
      }
    }));

  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    itOnUnix(`ends at once with ${signal}, whatever is under way`, () =>
      inScene({
        ...toolWorld(),
        faults: [{ name: "stall-before-headers", when: { path: "/im/v1/chats" } }],
      }, async ({ directory, env, platform }) => {
        const child = startIm(["mcp"], { cwd: directory, env, stdin: "" });
        const output = child.output();
        const writer = child.stdin.getWriter();
        await writer.write(new TextEncoder().encode(linesOf(INITIALIZE, INITIALIZED, call(1, "chat_list"))));
        await until(() => platform.isSilent(), output);
        child.kill(signal);
        const { status: ended, stdout } = resultOf(await output);
        await writer.close().catch(() => {});
        assertEquals(ended, status);
        const [, answer, ...others] = answersIn(stdout);
        assertEquals([answer.result.structuredContent.error.type, others], ["interrupted", []]);
      }));
  }

  itOnUnix(
    "ends with SIGTERM where the client reads nothing",
    () =>
      inScene(toolWorld(), async ({ directory, env }) => {
        const child = startIm(["mcp"], { cwd: directory, env, stdin: "" });
        const reader = child.stdout.getReader();
        const writer = child.stdin.getWriter();
        await writer.write(new TextEncoder().encode(linesOf(INITIALIZE, INITIALIZED)));
        await reader.read();
        // Far more than a pipe holds.
        const lists = Array.from(
          { length: 40 },
          (_, id) => ({ jsonrpc: "2.0", id: id + 1, method: "tools/list" }),
        );
        await writer.write(new TextEncoder().encode(linesOf(...lists)));
        child.kill("SIGTERM");
        assertEquals((await child.status).code, 143);
        await Promise.all([reader.cancel(), child.stderr.cancel(), writer.close().catch(() => {})]);
      }),
  );
});
