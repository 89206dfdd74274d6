import type { AnyFault, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { writesTo } from "../../support/requests.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { GROUP, inDemo } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINE: WorldMessage = {
  messageId: "om_mine",
  chatId: GROUP,
  type: "text",
  content: { text: "before" },
  senderId: "cli_demo",
  createTime: Date.now(),
};
const PATH = "/open-apis/im/v1/messages/om_mine";
const EDIT = ["+messages-edit", "--message-id", "om_mine", "--text", "after"];

const LOST: readonly (readonly [name: string, fault: AnyFault, acts: boolean])[] = [
  ["cut before acting", { name: "cut-before-acting" }, false],
  ["cut after acting", { name: "cut-before-headers" }, true],
  ["reset after acting", { name: "reset-before-headers" }, true],
  ["no answer", { name: "stall-before-headers" }, true],
  ["an answer that breaks off", { name: "cut-mid-body", atByte: 20 }, true],
  ["HTTP 500", { name: "status-500-html" }, false],
  ["HTTP 502 after acting", { name: "error-after-acting" }, true],
  ["HTTP 408", { name: "status-408" }, false],
];

describe("an edit has no key: it is asked for once, and its outcome is reported as unknown", () => {
  for (const [name, fault, acts] of LOST) {
    it(name, () =>
      inDemo({ messages: [MINE], faults: [fault] }, async ({ run, platform }) => {
        const result = await run([...EDIT, "--timeout", "5"]);
        const error = errorOf(result, 4);
        assertEquals(writesTo(platform, PATH).length, 1);
        assertEquals(error["type"], "network");
        assert(!("retryable" in error), "retryable invites to repeat it");
        assertStringIncludes(String(error["message"]), "outcome is unknown");
        assertStringIncludes(String(error["hint"]), "om_mine");
        assert(!JSON.stringify(error).includes("--idempotency-key"), "an edit takes no key");
        assertEquals(platform.message("om_mine")?.updated === true, acts);
      }));
  }
});

describe("an edit that never left", () => {
  it("a refused connection is tried again and is no unknown outcome", () =>
    inDemo({}, async ({ run }) => {
      const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      closed.close();
      const env = { IM_BASE_URL: `http://127.0.0.1:${closed.addr.port}` };
      const result = await run(EDIT, { env });
      const error = errorOf(result, 4);
      assert(!String(error["message"]).includes("unknown"), String(error["message"]));
      assertEquals([error["subtype"], error["retryable"]], ["transport", true]);
      assertEquals(result.waited.filter((ms) => ms >= 300 && ms <= 750).length, 2);
    }));

  it("a token of this run that the service takes no more is replaced once, and the edit made once", () =>
    inDemo({ messages: [MINE] }, async ({ run, platform }) => {
      const env = { IM_TENANT_ACCESS_TOKEN: "", IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };
      platform.addFault({ name: "error", code: 99991663, when: { method: "PUT", times: 1 } });
      dataOf(await run(EDIT, { env }));
      assertEquals(writesTo(platform, PATH).map(({ status }) => status), [400, 200]);
    }));
});

describe("an edit that the service refuses is reported as refused, and not repeated", () => {
  const refused: readonly (readonly [name: string, fault: AnyFault, status: number])[] = [
    ["HTTP 429", { name: "status-429", ratelimitReset: "2" }, 1],
    ["230020", { name: "error", code: 230020 }, 1],
    ["230002", { name: "error", code: 230002 }, 3],
  ];
  for (const [name, fault, status] of refused) {
    it(name, () =>
      inDemo({ messages: [MINE], faults: [fault] }, async ({ run, platform }) => {
        const error = errorOf(await run(EDIT), status);
        assert(!String(error["message"]).includes("unknown"), String(error["message"]));
        assertEquals(writesTo(platform, PATH).length, 1);
        assertEquals(platform.message("om_mine")?.updated, undefined);
      }));
  }

  it("HTTP 429: the delay is reported, since nothing waited for it", () =>
    inDemo({
      messages: [MINE],
      faults: [{ name: "status-429", ratelimitReset: "2" }],
    }, async ({ run }) => {
      const error = errorOf(await run(EDIT), 1);
      assertEquals([error["subtype"], error["retryable"], error["retry_after_seconds"]], [
        "rate_limit",
        true,
        2,
      ]);
    }));
});
