import { spelled } from "../../../../cli/spelling.ts";
import type { Runtime } from "../../../../cli/command.ts";
import { sendComposed, withUuid } from "../../../../cli/commands/messages/sending.ts";
import type { ContentInput } from "../../../../core/compose/draft.ts";
import { Failure } from "../../../../core/failure.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { formatLocalTime } from "../../../../core/text/time.ts";
import { rejectionOf } from "../../../core/detail-of.ts";
import { type Answer, fakeClient } from "../../../core/enrich/fake-client.ts";
import { GIF, inFiles, messageOf } from "./sending-scene.ts";
import { contentValues } from "./content-values.ts";
import { FILE_SCREEN } from "../../../support/screens.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Sends what is wished to a service that answers so. */
async function send(parts: Partial<ContentInput>, answer: Answer) {
  return await inFiles(async (world) => {
    const values = contentValues({ idempotencyKey: "key-1" });
    const outgoing = await withUuid(world, values, "bot", await messageOf(world, parts));
    const client = fakeClient(answer, "bot");
    const runtime = {
      world,
      progress: { start: () => ({ report: () => {}, end: () => Promise.resolve() }) },
      identity: "bot",
      client: () => client,
    };
    try {
      const result = await sendComposed(runtime as unknown as Runtime, outgoing);
      return { result, calls: client.calls };
    } finally {
      await outgoing.close();
    }
  });
}

const SENT: JsonObject = {
  message_id: "om_1",
  chat_id: "oc_1",
  create_time: "1750000000123",
  msg_type: "text",
  thread_id: "omt_1",
  root_id: "",
};

describe("sendComposed", () => {
  it("says what was sent, under which key, and when", async () => {
    const { result } = await send({ text: "x" }, () => ({ code: 0, data: SENT }));
    const { create_time_iso, ...data } = result.data;
    assertEquals(data, {
      message_id: "om_1",
      chat_id: "oc_1",
      create_time: formatLocalTime(1_750_000_000_123),
      create_time_ms: 1_750_000_000_123,
      msg_type: "text",
      thread_id: "omt_1",
      uuid: "key-1",
    });
    assertEquals(Date.parse(String(create_time_iso)), 1_750_000_000_000);
    assertEquals(result.pretty?.(FILE_SCREEN), ["sent: om_1 in oc_1"]);
  });

  for (
    const body of [{ code: 0 }, { code: 0, data: null }, {
      code: 0,
      data: { message_id: 5, create_time: [] },
    }]
  ) {
    it(`does not fail after a message is out, whatever the answer looks like: ${JSON.stringify(body)}`, async () => {
      const { result } = await send({ text: "x" }, () => body);
      assertEquals(result.data, { message_id: "", chat_id: "", create_time: "", uuid: "key-1" });
      assertEquals(result.pretty?.(FILE_SCREEN), ["sent:  in "]);
    });
  }

  it("uploads first and sends the keys", async () => {
    const { result, calls } = await send(
      { image: "a.gif" },
      ({ form }) => ({
        code: 0,
        data: form === undefined ? { ...SENT, msg_type: "image" } : { image_key: "img_9" },
      }),
    );
    assertEquals(calls.map(({ path }) => path), ["/open-apis/im/v1/images", "/open-apis/im/v1/messages"]);
    assertEquals((calls[1]?.body as JsonObject)["content"], '{"image_key":"img_9"}');
    assertEquals(result.data["uploads"], [{
      flag: "--image",
      key: "img_9",
      name: "a.gif",
      size_bytes: GIF.length,
    }]);
  });

  it("sends nothing after an upload that failed", async () => {
    const paths: string[] = [];
    const detail = await rejectionOf(() =>
      send({ image: "a.gif" }, ({ path }) => {
        paths.push(path);
        throw new Failure({ type: "api", subtype: "unknown", message: "m", code: 234006 });
      })
    );
    assertEquals([detail.subtype, paths], ["quota_exceeded", ["/open-apis/im/v1/images"]]);
  });

  it("sends nothing where nothing is left without the images that failed", async () => {
    const paths: string[] = [];
    const wish = { markdown: "![](a.gif)", skipBadImages: true };
    const detail = await rejectionOf(() =>
      send(wish, ({ path }) => {
        paths.push(path);
        throw new Failure({ type: "api", subtype: "unknown", message: "m" });
      })
    );
    assertEquals([detail.type, paths], ["validation", ["/open-apis/im/v1/images"]]);
  });

  it("reports the images that were left out", async () => {
    const wish = { markdown: "text\n\n![](a.gif)", skipBadImages: true };
    const { result } = await send(wish, ({ form }) => {
      if (form === undefined) return { code: 0, data: { ...SENT, msg_type: "post" } };
      throw new Failure({ type: "api", subtype: "unknown", message: "m" });
    });
    assertEquals(result.warnings?.map(({ key }) => key), ["image_skipped"]);
  });

  it("explains a refusal by what was tried", async () => {
    const detail = await rejectionOf(() =>
      send({ text: "x" }, () => {
        throw new Failure({
          type: "authorization",
          subtype: "permission_denied",
          message: "m",
          code: 230002,
        });
      })
    );
    assertStringIncludes(spelled(detail.hint ?? ""), "oc_1");
  });
});
