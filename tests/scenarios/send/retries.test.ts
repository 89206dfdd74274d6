import type { AnyFault, Platform } from "../../../fixtures/platform/mod.ts";
import { uuidsOf, writesTo } from "../../support/requests.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import type { SceneResult } from "../../support/scene.ts";
import { GROUP, inDemo, MESSAGE, REPLY_PATH, replyLine, SEND_PATH, sendLine } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINES = [
  ["+messages-send", sendLine, SEND_PATH, GROUP],
  ["+messages-reply", replyLine, REPLY_PATH, MESSAGE],
] as const;

/** The waits between attempts: all that are as long as one, a quarter more at most. */
function retryWaits({ waited }: SceneResult): number[] {
  return waited.filter((ms) => ms >= 300 && ms <= 750);
}

/** Demands so many attempts under one key. */
function assertAttempts(platform: Platform, path: string, count: number): void {
  const uuids = uuidsOf(writesTo(platform, path));
  assertEquals([uuids.length, new Set(uuids).size], [count, 1]);
  assert(typeof uuids[0] === "string" && uuids[0] !== "");
}

/** What may happen to a request once or twice without anybody knowing whether it was carried out. */
const TRANSIENT: readonly (readonly [name: string, fault: AnyFault])[] = [
  ["HTTP 500 before acting", { name: "status-500-html" }],
  ["HTTP 502 before acting", { name: "status-502-html" }],
  ["HTTP 503 before acting", { name: "status-503-html" }],
  ["HTTP 503 with a JSON code before acting", { name: "status-503-json" }],
  ["HTTP 504 before acting", { name: "status-504-html" }],
  ["HTTP 408", { name: "status-408" }],
  ["a cut before acting", { name: "cut-before-acting" }],
  ["HTTP 500 after acting", { name: "error-after-acting", httpStatus: 500 }],
  ["HTTP 502 after acting", { name: "error-after-acting" }],
  ["HTTP 504 after acting", { name: "error-after-acting", httpStatus: 504 }],
  ["HTTP 500 with a JSON code after acting", { name: "error-after-acting", httpStatus: 500, code: 2200 }],
  ["a cut after acting", { name: "cut-before-headers" }],
  ["a reset after acting", { name: "reset-before-headers" }],
  ["a cut in the middle of the answer", { name: "cut-mid-body", atByte: 20 }],
];

for (const [command, line, path] of LINES) {
  describe(`${command}: what fails in passing is repeated under the same key, and there is one message`, () => {
    for (const [name, fault] of TRANSIENT) {
      it(`${name}, once`, () =>
        inDemo({ faults: [{ ...fault, when: { times: 1 } }] }, async ({ run, platform }) => {
          const result = await run(line("--text", "hello"));
          const data = dataOf(result);
          assertEquals(platform.sentMessages.map(({ messageId }) => messageId), [data["message_id"]]);
          assertAttempts(platform, path, 2);
          assertEquals(retryWaits(result).length, 1);
          assertEquals(result.stderr, "");
        }));
    }

    for (const [name, fault] of TRANSIENT.slice(-4, -1)) {
      it(`${name}, twice`, () =>
        inDemo({ faults: [{ ...fault, when: { times: 2 } }] }, async ({ run, platform }) => {
          const result = await run(line("--text", "hello", "--idempotency-key", "k1"));
          assertEquals([dataOf(result)["uuid"], platform.sentMessages.length], ["k1", 1]);
          assertAttempts(platform, path, 3);
          const [first = 0, second = 0, ...others] = retryWaits(result);
          assert(first >= 300 && first <= 375 && second >= 600, `waited ${first} and ${second} ms`);
          assertEquals(others, []);
        }));
    }
  });
}

const SILENT: readonly (readonly [name: string, fault: AnyFault, subtype: string])[] = [
  ["HTTP 500", { name: "status-500-html" }, "server_error"],
  ["HTTP 502 after acting", { name: "error-after-acting" }, "server_error"],
  ["HTTP 504", { name: "status-504-html" }, "server_error"],
  ["cut before acting", { name: "cut-before-acting" }, "transport"],
  ["cut after acting", { name: "cut-before-headers" }, "transport"],
  ["reset", { name: "reset-before-headers" }, "transport"],
  ["silent", { name: "stall-before-headers" }, "timeout"],
  ["silent in the answer", { name: "stall-mid-body", atByte: 9 }, "timeout"],
];

for (const [command, line, path, target] of LINES) {
  describe(`${command}: where no attempt has an answer the outcome is unknown, exit 4`, () => {
    for (const [name, fault, subtype] of SILENT) {
      it(`every attempt ${name}`, () =>
        inDemo({ faults: [fault] }, async ({ run, platform }) => {
          const error = errorOf(await run(line("--text", "hello", "--timeout", "5")), 4);
          assertEquals([error["type"], error["subtype"]], ["network", subtype]);
          assert(!("retryable" in error), "retryable invites to repeat it");
          assertStringIncludes(String(error["message"]), "outcome is unknown");
          assertAttempts(platform, path, 3);
          const [uuid] = uuidsOf(writesTo(platform, path));
          assertStringIncludes(String(error["hint"]), target);
          assertStringIncludes(String(error["hint"]), `--idempotency-key ${uuid}`);
          assert(platform.sentMessages.length <= 1);
        }));
    }

    it("the key of the hint makes no second message", () =>
      inDemo({ faults: [{ name: "cut-before-headers" }] }, async ({ run, platform }) => {
        const error = errorOf(await run(line("--text", "hello")), 4);
        const [, key = ""] = /--idempotency-key (\S+?)[,:;]?(?:\s|$)/.exec(String(error["hint"])) ?? [];
        platform.clearFaults();
        const data = dataOf(await run(line("--text", "hello", "--idempotency-key", key)));
        assertEquals(platform.sentMessages.map(({ messageId }) => messageId), [data["message_id"]]);
      }));

    it("one silent attempt before a refused connection leaves it unknown", () =>
      inDemo({}, async ({ run }) => {
        // It takes one request, then the service is gone.
        const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        const taken = listener.accept().then(async (connection) => {
          await connection.read(new Uint8Array(4096));
          listener.close();
          connection.close();
        });
        const env = { IM_BASE_URL: `http://127.0.0.1:${listener.addr.port}` };
        const error = errorOf(await run(line("--text", "hello"), { env }), 4);
        await taken;
        assertStringIncludes(String(error["message"]), "outcome is unknown");
        assert(!("retryable" in error));
      }));

    it("a connection that is refused every time is no unknown outcome", () =>
      inDemo({}, async ({ run }) => {
        const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        closed.close();
        const env = { IM_BASE_URL: `http://127.0.0.1:${closed.addr.port}` };
        const result = await run(line("--text", "hello"), { env });
        const error = errorOf(result, 4);
        assert(!String(error["message"]).includes("unknown"), String(error["message"]));
        assertEquals([error["retryable"], retryWaits(result).length], [true, 2]);
      }));

    it("text for people says it, too", () =>
      inDemo({ faults: [{ name: "cut-before-headers" }] }, async ({ run }) => {
        const result = await run(line("--text", "hello", "--format", "pretty", "--idempotency-key", "k1"));
        assertEquals([result.status, result.stdout], [4, ""]);
        assertStringIncludes(result.stderr, "error: the outcome is unknown");
        assertStringIncludes(result.stderr, "--idempotency-key k1");
        assertStringIncludes(result.stderr, target);
      }));
  });
}
