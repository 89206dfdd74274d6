import { assertEquals, assertRejects, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonObject } from "../../../core/json.ts";
import { findThread } from "../../../core/message/find-thread.ts";
import { rejectionOf } from "../detail-of.ts";
import { failure, fakeClient, items, pathsOf } from "../enrich/fake-client.ts";

describe("findThread", () => {
  it("asks for the message and takes the first thread that is told", async () => {
    const client = fakeClient(() =>
      items([null, {}, { thread_id: "" }, { thread_id: 7 }, { thread_id: "omt_1" }, { thread_id: "omt_2" }])
    );
    assertEquals(await findThread(client, "om_1"), "omt_1");
    assertEquals(pathsOf(client.calls), ["/open-apis/im/v1/messages/om_1"]);
    assertEquals(client.calls[0]?.params, undefined);
  });

  const without: readonly JsonObject[] = [
    { code: 0 },
    { data: null },
    items([]),
    items([{ message_id: "om_1" }]),
  ];
  for (const body of without) {
    it(`says that the message has no thread for ${JSON.stringify(body)}`, async () => {
      const detail = await rejectionOf(() => findThread(fakeClient(() => body), "om_1"));
      assertEquals([detail.type, detail.subtype], ["api", "not_found"]);
      assertStringIncludes(detail.message, '"om_1" has no thread');
      assertStringIncludes(detail.hint ?? "", "+messages-mget --message-ids om_1");
    });
  }

  it("says what the service said where it refused", async () => {
    const refused = failure("authorization", "permission_denied");
    const client = fakeClient(() => Promise.reject(refused));
    assertStrictEquals(await assertRejects(() => findThread(client, "om_1")), refused);
  });
});
