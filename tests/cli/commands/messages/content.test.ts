import { spellDetail, spelled } from "../../../../cli/spelling.ts";
import {
  checkContentOptions,
  composeMessage,
  type ContentValues,
} from "../../../../cli/commands/messages/content.ts";
import { MESSAGE_TYPES } from "../../../../core/compose/message-type.ts";
import type { Identity } from "../../../../core/platform/identity.ts";
import { detailOf, rejectionOf } from "../../../core/detail-of.ts";
import { fakeWorld } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { contentValues } from "./content-values.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The option that the failure of a check names. */
function paramOf(check: () => void): string | undefined {
  return spellDetail(detailOf(check)).param;
}

/** What the options make in an empty directory. */
async function composed(parts: Partial<ContentValues>, identity: Identity = "user") {
  return await inTemporaryDirectory(async (cwd) => {
    const made = await composeMessage(fakeWorld({ cwd }), contentValues(parts), identity);
    await made.close();
    return [made.msgType, made.content([])];
  });
}

describe("composeMessage", () => {
  it("takes titles, tables and attachments of posts along", async () => {
    const markdown = "| a |\n|---|\n| b |";
    assertEquals(await composed({ markdown, title: "t", tables: "code", attachment: ["file_1"] }), ["post", {
      zh_cn: { title: "t", content: [[{ tag: "code_block", text: "a\n-\nb" }]] },
      files: [{ key: "file_1" }],
    }]);
  });

  it("shows a literal text as typed", async () =>
    assertEquals(await composed({ text: "**a**", literal: true }), ["post", {
      zh_cn: { content: [[{ tag: "text", text: "**a**" }]] },
    }]));

  it("refuses options that exclude each other before it opens anything", async () =>
    assertEquals((await rejectionOf(() => composed({ text: "x", image: "missing.gif" }))).param, "--text"));

  it("leaves system messages to bots", async () => {
    const content = '{"type":"divider","params":{}}';
    assertEquals((await composed({ content }, "bot"))[0], "system");
    const detail = await rejectionOf(() => composed({ content }, "user"));
    assertEquals([detail.type, spellDetail(detail).param], ["validation", "--as"]);
  });
});

const FILES = { attachment: ["file_1"] };

describe("checkContentOptions: what goes together", () => {
  const good: readonly Partial<ContentValues>[] = [
    { text: "x" },
    { text: "x", literal: true },
    { text: "x", literal: true, ...FILES },
    { markdown: "x", title: "t", skipBadImages: true, tables: "md", ...FILES },
    { content: "{}", ...FILES },
    { content: "no JSON" },
    { image: "x" },
    { file: "x" },
    { audio: "x" },
    { video: "x" },
    { video: "x", videoCover: "x" },
    FILES,
    { ...FILES, msgType: "post" },
  ];
  for (const values of good) {
    it(`takes ${JSON.stringify(values)}`, () =>
      assertEquals(checkContentOptions(contentValues(values)), undefined));
  }

  const bad: readonly (readonly [values: Partial<ContentValues>, param: string, problem: string])[] = [
    [{ image: "x", file: "x" }, "--file", "--image and --file"],
    [{ file: "x", video: "x", audio: "x" }, "--video", "--file, --video and --audio"],
    [{ videoCover: "x" }, "--video-cover", "no video"],
    [{ videoCover: "x", image: "x" }, "--video-cover", "no video"],
    [{ text: "x", markdown: "x" }, "--markdown", "--text and --markdown"],
    [{ markdown: "x", content: "{}" }, "--content", "--markdown and --content"],
    [{ text: "x", image: "x" }, "--text", "--image and --text"],
    [{ content: "{}", video: "x" }, "--content", "--video and --content"],
    [{}, "--text", "nothing to send"],
    [{ msgType: "text" }, "--text", "nothing to send"],
    [{ literal: true, markdown: "x" }, "--literal", "--text"],
    [{ title: "t", text: "x" }, "--title", "--markdown"],
    [{ skipBadImages: true, image: "x" }, "--skip-bad-images", "--markdown"],
    [{ text: "x", ...FILES }, "--attachment", "posts only"],
    [{ image: "x", ...FILES }, "--attachment", "posts only"],
    [{ content: "{}", msgType: "text", ...FILES }, "--attachment", "posts only"],
  ];
  for (const [values, param, problem] of bad) {
    it(`refuses ${JSON.stringify(values)}`, () => {
      const detail = detailOf(() => checkContentOptions(contentValues(values)));
      assertEquals([detail.type, detail.subtype, spellDetail(detail).param], [
        "validation",
        "invalid_argument",
        param,
      ]);
      assertStringIncludes(spelled(detail.message), problem);
    });
  }
});

describe("checkContentOptions: which problem is reported first", () => {
  const cases: readonly (readonly [name: string, values: Partial<ContentValues>, param: string])[] = [
    ["two media before their cover", { image: "x", audio: "x", videoCover: "x" }, "--audio"],
    ["a cover before two texts", { videoCover: "x", text: "x", markdown: "x" }, "--video-cover"],
    ["two texts before a text and a medium", { image: "x", text: "x", markdown: "x" }, "--markdown"],
    ["conflicts before attachments", { text: "x", markdown: "x", ...FILES }, "--markdown"],
    ["nothing to send before the key", { idempotencyKey: "" }, "--text"],
    [
      "the key before the type",
      { text: "x", idempotencyKey: "", msgType: "post" },
      "--idempotency-key",
    ],
  ];
  for (const [name, values, param] of cases) {
    it(name, () => assertEquals(paramOf(() => checkContentOptions(contentValues(values))), param));
  }
});

it("checkContentOptions: a key cannot be given and derived at once", () =>
  assertEquals(
    paramOf(() => checkContentOptions(contentValues({ text: "x", idempotencyKey: "k", safeRepeat: true }))),
    "--safe-repeat",
  ));

describe("checkContentOptions: the type", () => {
  const made: readonly (readonly [values: Partial<ContentValues>, type: string | undefined])[] = [
    [{ text: "x" }, "text"],
    [{ text: "x", literal: true }, "post"],
    [{ markdown: "x" }, "post"],
    [{ image: "x" }, "image"],
    [{ file: "x" }, "file"],
    [{ audio: "x" }, "audio"],
    [{ video: "x" }, "media"],
    [{ content: "{}" }, undefined],
  ];
  for (const [values, type] of made) {
    it(`may be ${type ?? "any"} with ${Object.keys(values).join(" ")}`, () => {
      for (const msgType of MESSAGE_TYPES) {
        const check = () => checkContentOptions(contentValues({ ...values, msgType }));
        if (type === undefined || msgType === type) check();
        else assertEquals(paramOf(check), "--msg-type");
      }
    });
  }
});
