import type { AnyFault, Platform } from "../../../fixtures/platform/mod.ts";
import { putFiles } from "../../support/files.ts";
import { uuidsOf, writesTo } from "../../support/requests.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { FILES_PATH, inDemo, REPLY_PATH, replyLine, SEND_PATH, sendLine } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINES = [
  ["+messages-send", sendLine, SEND_PATH],
  ["+messages-reply", replyLine, REPLY_PATH],
] as const;

/** How many attempts there were, and under how many keys. */
function attempts(platform: Platform, path: string): readonly [requests: number, keys: number] {
  const uuids = uuidsOf(writesTo(platform, path));
  return [uuids.length, new Set(uuids).size];
}

/** Refusals that pass: the service says that it did nothing. */
const TRANSIENT: readonly (readonly [name: string, fault: AnyFault])[] = [
  ["230020, too many messages to one chat", { name: "error", code: 230020 }],
  ["230049, the message is being sent", { name: "error", code: 230049 }],
  ["11232, the service is overloaded", { name: "error", code: 11232 }],
  ["HTTP 429 with 99991400", { name: "status-429" }],
  ["HTTP 429 of a gateway", { name: "status-429-html" }],
  ["99991400 with HTTP 400, as older endpoints say it", { name: "error", code: 99991400, httpStatus: 400 }],
];

for (const [command, line, path] of LINES) {
  describe(`${command}: refusals that pass`, () => {
    for (const [name, fault] of TRANSIENT) {
      it(`${name}: repeated under the same key`, () =>
        inDemo({ faults: [{ ...fault, when: { times: 2 } }] }, async ({ run, platform }) => {
          dataOf(await run(line("--text", "hello")));
          assertEquals([attempts(platform, path), platform.sentMessages.length], [[3, 1], 1]);
        }));

      it(`${name}, every time: exit 1, may be repeated, and under which key`, () =>
        inDemo({ faults: [fault] }, async ({ run, platform }) => {
          const error = errorOf(await run(line("--text", "hello")), 1);
          assertEquals([error["type"], error["retryable"]], ["api", true]);
          assertEquals([attempts(platform, path), platform.sentMessages], [[3, 1], []]);
          const [uuid] = uuidsOf(writesTo(platform, path));
          assertStringIncludes(String(error["hint"]), `--idempotency-key ${uuid}`);
        }));
    }

    const delays: readonly (readonly [name: string, fault: AnyFault, ms: number])[] = [
      ["x-ogw-ratelimit-reset", { name: "status-429", ratelimitReset: "3" }, 3000],
      ["Retry-After", { name: "status-429", retryAfter: "4" }, 4000],
      ["the reset before Retry-After", { name: "status-429", ratelimitReset: "3", retryAfter: "9" }, 3000],
      ["Retry-After of a gateway", { name: "status-503-html", retryAfter: "5" }, 5000],
    ];
    for (const [name, fault, ms] of delays) {
      it(`the service's delay is kept to: ${name}`, () =>
        inDemo({ faults: [{ ...fault, when: { times: 1 } }] }, async ({ run, platform }) => {
          const result = await run(line("--text", "hello"));
          dataOf(result);
          assertEquals(result.waited.filter((one) => one === ms).length, 1);
          assertEquals(attempts(platform, path), [2, 1]);
        }));
    }

    it("a delay beyond the budget ends it at once, and is reported", () =>
      inDemo({ faults: [{ name: "status-429", ratelimitReset: "31" }] }, async ({ run, platform }) => {
        const result = await run(line("--text", "hello"));
        const error = errorOf(result, 1);
        assertEquals([error["subtype"], error["retryable"], error["retry_after_seconds"]], [
          "rate_limit",
          true,
          31,
        ]);
        assertEquals([attempts(platform, path), result.waited.filter((ms) => ms > 100)], [[1, 1], []]);
      }));

    it("--retry-budget makes room for it, or less", () =>
      inDemo(
        { faults: [{ name: "status-429", ratelimitReset: "31", when: { times: 2 } }] },
        async ({ run, platform }) => {
          const words = line("--text", "hello", "--retry-budget");
          errorOf(await run([...words, "0"]), 1);
          const result = await run([...words, "31"]);
          assertEquals([result.status, result.waited.includes(31_000)], [0, true], result.stderr);
          assertEquals(platform.sentMessages.length, 1);
        },
      ));
  });
}

describe("the platform's own limit of 5 messages a second to one chat", () => {
  it("seven at once all arrive, once each", () =>
    inDemo({ writing: { messageRate: 5 } }, async ({ run, platform }) => {
      const keys = Array.from({ length: 7 }, (_none, at) => `k${at}`);
      const words = ["--retry-budget", "1000"];
      const results = await Promise.all(
        keys.map((key) => run(sendLine("--text", key, "--idempotency-key", key, ...words))),
      );
      // Waits pass faster than the platform's clock, so that some give up; what is told is true.
      const sent = results.flatMap(({ status }, at) => status === 0 ? [`k${at}`] : []);
      assertEquals(platform.sentMessages.map(({ uuid }) => uuid).toSorted(), sent.toSorted());
      assert(sent.length >= 5, `${sent.length} arrived`);
      for (const { status } of results) assert(status === 0 || status === 1);
    }));
});

describe("refusals that do not pass are not repeated", () => {
  for (const code of [230001, 230002, 230022, 230025, 230035, 230099, 99991672]) {
    it(`${code}: one request`, () =>
      inDemo({ faults: [{ name: "error", code }] }, async ({ run, platform }) => {
        const result = await run(sendLine("--text", "hello"));
        assert(result.status !== 0);
        assertEquals(attempts(platform, SEND_PATH), [1, 1]);
      }));
  }

  it("an upload is not repeated at 429: it has no key; the delay is reported", () =>
    inDemo({
      faults: [{ name: "status-429", ratelimitReset: "2", when: { endpoint: FILES_PATH } }],
    }, async (scene) => {
      await putFiles(scene, { "a.bin": "content" });
      const error = errorOf(await scene.run(sendLine("--file", "a.bin")), 1);
      assertEquals([error["subtype"], error["retry_after_seconds"]], ["rate_limit", 2]);
      assertEquals(writesTo(scene.platform, FILES_PATH).length, 1);
      assertEquals(scene.platform.sentMessages, []);
    }));
});

describe("a server error with a code of its own", () => {
  it("keeps the code after the retries, and names the key to repeat it under", () =>
    inDemo(
      { faults: [{ name: "error-after-acting", httpStatus: 500, code: 2200 }] },
      async ({ run, platform }) => {
        const error = errorOf(await run(sendLine("--text", "hello")), 1);
        assertEquals([error["type"], error["code"]], ["api", 2200]);
        const [uuid] = uuidsOf(writesTo(platform, SEND_PATH));
        assertEquals([attempts(platform, SEND_PATH), platform.sentMessages.length], [[3, 1], 1]);
        assertStringIncludes(String(error["hint"]), `--idempotency-key ${uuid}`);
      },
    ));

  it("of a message that is answered: the same", () =>
    inDemo({ faults: [{ name: "status-500-json", code: 2200 }] }, async ({ run, platform }) => {
      const error = errorOf(await run(replyLine("--text", "hello")), 1);
      assertEquals([error["code"], attempts(platform, REPLY_PATH)], [2200, [3, 1]]);
    }));
});
