import { documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const WRITES: readonly (readonly string[])[] = [
  ["api", "POST", "im/v1/pins", "--data", '{"message_id":"om_1"}', "--as", "bot"],
  ["api", "DELETE", "im/v1/pins/om_1", "--yes", "--as", "bot"],
  ["messages", "delete", "--params", '{"message_id":"om_1"}', "--yes", "--as", "bot"],
  ["+chat-update", "--chat-id", "oc_1", "--name", "new", "--as", "bot"],
  ["+messages-send", "--chat-id", "oc_1", "--text", "x", "--as", "bot"],
];

describe("a redirect of a write is not followed: one request, exit 4, outcome unknown", () => {
  for (const line of WRITES) {
    for (const status of [301, 302, 303, 307, 308] as const) {
      it(`${line.slice(0, 2).join(" ")}: ${status}`, () =>
        inScene({ faults: [{ name: "redirect", to: "/elsewhere", status }] }, async ({ run, platform }) => {
          const result = await run(line, { env });
          const { message } = partOf(documentOf(result.stderr), "error");
          assertEquals([result.status, platform.log.length], [4, 1]);
          assertStringIncludes(String(message), "the outcome is unknown");
        }));
    }
  }
});
