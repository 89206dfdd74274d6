import { spellDetail } from "../../../../cli/spelling.ts";
import type { ContentValues } from "../../../../cli/commands/messages/content.ts";
import { type OutgoingDraft, previewMessage, withUuid } from "../../../../cli/commands/messages/sending.ts";
import { plainText } from "../../../../core/text/phrase.ts";
import type { ContentInput } from "../../../../core/compose/draft.ts";
import { type Receiver, replyToMessage } from "../../../../core/message/write-requests.ts";
import type { Identity } from "../../../../core/platform/identity.ts";
import { rejectionOf } from "../../../core/detail-of.ts";
import { stillOpen } from "../../../support/files.ts";
import { CHAT, inFiles, messageOf } from "./sending-scene.ts";
import { contentValues } from "./content-values.ts";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The key of a message, and the body of its preview. */
async function ready(
  parts: Partial<ContentInput>,
  { identity = "bot", to = CHAT, ...values }: Partial<ContentValues> & {
    identity?: Identity;
    to?: Receiver;
  } = {},
) {
  return await inFiles(async (world) => {
    const outgoing = await withUuid(
      world,
      contentValues(values),
      identity,
      await messageOf(world, parts, to),
    );
    await outgoing.close();
    return { uuid: outgoing.uuid, preview: previewMessage(outgoing) };
  });
}

const SAFE = { safeRepeat: true };

describe("withUuid: the key", () => {
  it("is the person's own", async () =>
    assertEquals((await ready({ text: "x" }, { idempotencyKey: "mine" })).uuid, "mine"));

  it("is made where there is none", async () =>
    assertMatch(
      (await ready({ text: "x" })).uuid,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ));

  it("follows from what is sent, so that the same command makes the same one", async () =>
    assertEquals((await ready({ text: "x" }, SAFE)).uuid, (await ready({ text: "x" }, SAFE)).uuid));

  const others:
    readonly (readonly [name: string, parts: Partial<ContentInput>, more: Parameters<typeof ready>[1]])[] = [
      ["the text", { text: "y" }, {}],
      ["the type", { text: "x", isLiteral: true }, {}],
      ["the identity", { text: "x" }, { identity: "user" }],
      ["the receiver", { text: "x" }, { to: { type: "chat_id", id: "oc_2" } }],
      ["the kind of the receiver", { text: "x" }, { to: { type: "open_id", id: "oc_1" } }],
    ];
  for (const [name, parts, more] of others) {
    it(`is another one with another ${name.replace("the ", "")}`, async () =>
      assertNotEquals(
        (await ready(parts, { ...SAFE, ...more })).uuid,
        (await ready({ text: "x" }, SAFE)).uuid,
      ));
  }

  it("follows from the bytes of images, wherever they lie", async () => {
    const key = async (image: string) => (await ready({ image }, SAFE)).uuid;
    assertEquals(await key("a.gif"), await key("b.gif"));
    assertNotEquals(await key("a.gif"), await key("c.gif"));
  });

  it("follows from the name of a file, too, which people see", async () => {
    const key = async (file: string) => (await ready({ file }, SAFE)).uuid;
    assertEquals(await key("a.bin"), await key("./a.bin"));
    assertNotEquals(await key("a.bin"), await key("b.bin"));
  });

  it("follows from an address, which is not fetched for it", async () => {
    const key = async (file: string) => (await ready({ file }, SAFE)).uuid;
    assertNotEquals(await key("https://a.example/a?v=1"), await key("https://a.example/a?v=2"));
  });

  it("is another one for a reply to another message", async () => {
    const key = (id: string) =>
      inFiles(async (world) => {
        const message = await messageOf(world, { text: "x" });
        const request: OutgoingDraft["request"] = (one) => replyToMessage(id, false, one);
        return (await withUuid(world, contentValues(SAFE), "bot", { ...message, request })).uuid;
      });
    assertNotEquals(await key("om_1"), await key("om_2"));
  });
});

describe("withUuid: what is reported before anything is sent", () => {
  const bad: readonly (readonly [name: string, parts: Partial<ContentInput>, param: string])[] = [
    ["a text that is too long", { text: "x".repeat(151 * 1024) }, "--text"],
    ["a post that is too long", { markdown: "x".repeat(31 * 1024) }, "--markdown"],
    [
      "a literal text that is too long for a post",
      { text: "x".repeat(31 * 1024), isLiteral: true },
      "--text",
    ],
    [
      "a card that is too long",
      { content: JSON.stringify({ schema: "2.0", x: "x".repeat(31 * 1024) }) },
      "--content",
    ],
    [
      "Markdown of one image that is not there",
      { markdown: "![](no.gif)", skipBadImages: true },
      "--markdown",
    ],
    ["JSON of an empty post", { content: '{"zh_cn":{"content":[]}}' }, "--content"],
  ];
  for (const [name, parts, param] of bad) {
    it(`is ${name}`, async () => {
      const detail = await rejectionOf(() => ready(parts));
      assertEquals([detail.type, spellDetail(detail).param], ["validation", param]);
    });
  }

  it("is not a post of which one language is empty", async () => {
    const content = '{"zh_cn":{"content":[[{"tag":"text","text":"x"}]]},"en_us":{"content":[]}}';
    assertEquals((await ready({ content })).preview.api.length, 1);
  });

  it("closes the files that were opened", async () => {
    await inFiles(async (world, opened) => {
      const message = await messageOf(world, { markdown: `![](a.gif)${"x".repeat(31 * 1024)}` });
      await rejectionOf(() => withUuid(world, contentValues({}), "bot", message));
      assertEquals([opened.length, stillOpen(opened)], [1, 0]);
    });
  });
});

describe("previewMessage", () => {
  it("shows the uploads, then the message with what stands for their keys", async () => {
    const { preview } = await ready({ image: "a.gif" }, { idempotencyKey: "k" });
    assertEquals(preview.api.map(({ path }) => path), [
      "/open-apis/im/v1/images",
      "/open-apis/im/v1/messages",
    ]);
    assertEquals(preview.api[1]?.body, {
      receive_id: "oc_1",
      msg_type: "image",
      content: '{"image_key":"<image_key_1>"}',
      uuid: "k",
    });
    assertEquals([preview.context, preview.description], [{ "--image": "file a.gif" }, undefined]);
  });

  it("shows the warnings that a run would give", async () => {
    const markdown = `[a](javascript:x) ${"x".repeat(29 * 1024)}`;
    const { description = "" } = (await ready({ markdown })).preview;
    assertMatch(plainText(description), /^link_dropped: .*; message_near_limit: /);
  });
});
