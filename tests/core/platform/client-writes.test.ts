import { spelled } from "../../../cli/spelling.ts";
import { sendWrite } from "../../../core/platform/client.ts";
import { rejectionOf } from "../detail-of.ts";
import { failure, fakeClient, ok } from "../enrich/fake-client.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const WRITE = { method: "POST", path: "/x", repeatable: false, isWrite: true } as const;

describe("callToWrite", () => {
  it("hands back the data", async () =>
    assertEquals(await sendWrite(fakeClient(() => ok({ id: 1 })), WRITE), { id: 1 }));

  it("hands back nothing of an answer without data", async () =>
    assertEquals(await sendWrite(fakeClient(() => ok(null)), WRITE), {}));

  it("after an answer of an unexpected shape nobody knows what became of it", async () => {
    const detail = await rejectionOf(() => sendWrite(fakeClient(() => ok("x")), WRITE));
    assertEquals([detail.type, detail.subtype], ["internal", "invalid_response"]);
    assertStringIncludes(spelled(detail.message), "the outcome is unknown");
  });

  it("and the key under which it counts once is reported", async () => {
    const keyed = { ...WRITE, body: { uuid: "k1" } };
    const detail = await rejectionOf(() => sendWrite(fakeClient(() => ok({ done: "x" })), keyed, ["done"]));
    assertStringIncludes(spelled(detail.hint ?? ""), "k1");
  });

  it("passes a refusal on as it is", async () => {
    const refused = failure("api", "not_found");
    assertEquals(await rejectionOf(() => sendWrite(fakeClient(() => Promise.reject(refused)), WRITE)), {
      ...refused.detail,
    });
  });
});
