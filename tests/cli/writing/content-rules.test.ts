import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { MESSAGE_TYPES } from "../../../core/compose/message-type.ts";
import type { ContentValues } from "../../../cli/writing/content-flags.ts";
import { checkContentFlags } from "../../../cli/writing/content-rules.ts";
import { detailOf } from "../../core/detail-of.ts";
import { valuesFor } from "./values.ts";

const FILES = { attachment: ["file_1"] };

describe("checkContentFlags: what goes together", () => {
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
      assertEquals(checkContentFlags(valuesFor(values)), undefined));
  }

  const bad: readonly (readonly [values: Partial<ContentValues>, param: string, told: string])[] = [
    [{ image: "x", file: "x" }, "--file", "--image and --file"],
    [{ file: "x", video: "x", audio: "x" }, "--video", "--file and --video and --audio"],
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
  for (const [values, param, told] of bad) {
    it(`refuses ${JSON.stringify(values)}`, () => {
      const detail = detailOf(() => checkContentFlags(valuesFor(values)));
      assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", param]);
      assertStringIncludes(detail.message, told);
    });
  }
});

describe("checkContentFlags: which problem is told first", () => {
  const cases: readonly (readonly [name: string, values: Partial<ContentValues>, param: string])[] = [
    ["two media before their cover", { image: "x", audio: "x", videoCover: "x" }, "--audio"],
    ["a cover before two texts", { videoCover: "x", text: "x", markdown: "x" }, "--video-cover"],
    ["two texts before a text and a medium", { image: "x", text: "x", markdown: "x" }, "--markdown"],
    ["conflicts before attachments", { text: "x", markdown: "x", ...FILES }, "--markdown"],
    ["conflicts before the key", { idempotencyKey: "" }, "--text"],
    ["the key before the type", { text: "x", idempotencyKey: "", msgType: "post" }, "--idempotency-key"],
  ];
  for (const [name, values, param] of cases) {
    it(name, () => assertEquals(detailOf(() => checkContentFlags(valuesFor(values))).param, param));
  }
});

describe("checkContentFlags: the key", () => {
  for (const idempotencyKey of ["k", "k".repeat(50), "世".repeat(50), "🎉".repeat(50)]) {
    it(`takes ${Array.from(idempotencyKey).length} characters like ${idempotencyKey.slice(0, 2)}`, () =>
      assertEquals(checkContentFlags(valuesFor({ text: "x", idempotencyKey })), undefined));
  }

  for (const idempotencyKey of ["", "  ", "k".repeat(51), "世".repeat(51)]) {
    it(`refuses ${JSON.stringify(idempotencyKey.slice(0, 3))} of ${idempotencyKey.length}`, () =>
      assertEquals(
        detailOf(() => checkContentFlags(valuesFor({ text: "x", idempotencyKey }))).param,
        "--idempotency-key",
      ));
  }

  it("cannot be given and made at once", () =>
    assertEquals(
      detailOf(() => checkContentFlags(valuesFor({ text: "x", idempotencyKey: "k", safeRepeat: true })))
        .param,
      "--safe-repeat",
    ));
});

describe("checkContentFlags: the type", () => {
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
        const check = () => checkContentFlags(valuesFor({ ...values, msgType }));
        if (type === undefined || msgType === type) check();
        else assertEquals(detailOf(check).param, "--msg-type");
      }
    });
  }
});
