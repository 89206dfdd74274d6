import { spelled } from "../../../cli/spelling.ts";
import { compose } from "../../../core/compose/composition.ts";
import type { ContentInput } from "../../../core/compose/draft.ts";
import { stillOpen } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { composed, inFiles } from "./composition-scene.ts";
import { contentInput } from "./content-input.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("compose: texts", () => {
  it("makes a text, its mentions in the platform's form", async () => {
    const made = await composed({ text: "<at id=ou_k1/> done" });
    assertEquals([made.type, made.content], ["text", { text: '<at user_id="ou_k1"></at> done' }]);
  });

  it("makes a post of a literal text, mentions as typed", async () => {
    const made = await composed({ text: "**a** @ou_k1", isLiteral: true, attachments: ["file_1"] });
    assertEquals([made.type, made.content], ["post", {
      zh_cn: { content: [[{ tag: "text", text: "**a** @ou_k1" }]] },
      files: [{ key: "file_1" }],
    }]);
  });

  it("makes an empty post of attachments alone", async () => {
    const made = await composed({ attachments: ["file_2", "file_1", "file_2"] });
    assertEquals([made.type, made.input, made.content], ["post", "attachment", {
      zh_cn: { content: [] },
      files: [{ key: "file_2" }, { key: "file_1" }],
    }]);
  });

  for (
    const [input, parts] of [
      ["text", { text: "x" }],
      ["text", { text: "x", isLiteral: true }],
      ["markdown", { markdown: "x" }],
      ["content", { content: '{"text":"x"}' }],
    ] as const
  ) {
    it(`names ${input} for errors about the whole of ${JSON.stringify(parts)}`, async () =>
      assertEquals((await composed(parts)).input, input));
  }
});

describe("compose: mentions that only cards know", () => {
  const at = "<at ids=ou_a,ou_b></at>";
  const cases: readonly (readonly [input: string, parts: Partial<ContentInput>])[] = [
    ["text", { text: at }],
    ["markdown", { markdown: at }],
    ["content", { content: JSON.stringify({ text: at }) }],
  ];
  for (const [input, parts] of cases) {
    it(`are refused with the name of the input: ${input}`, async () => {
      const detail = await rejectionOf(() => composed(parts));
      assertEquals([detail.type, detail.input], ["validation", input]);
    });
  }
});

describe("compose: JSON", () => {
  it("keeps all digits and unknown keys", async () => {
    const made = await composed({ content: '{"schema":"2.0","n":9007199254740993}' });
    assertEquals([made.type, made.content], ["interactive", { schema: "2.0", n: 9007199254740993n }]);
  });

  it("takes the type that was given", async () =>
    assertEquals((await composed({ content: '{"file_key":"file_1"}', msgType: "audio" })).type, "audio"));

  it("unwraps a post and brings its mentions to the platform's form", async () => {
    const made = await composed({
      content: '{"post":{"zh_cn":{"content":[[{"tag":"text","text":"<at id=ou_k1>Kim</at>"}]]}}}',
    });
    assertEquals(made.content, {
      zh_cn: { content: [[{ tag: "text", text: '<at user_id="ou_k1">Kim</at>' }]] },
    });
  });

  it("adds attachments to a post", async () => {
    const made = await composed({ content: '{"zh_cn":{"content":[]}}', attachments: ["file_1"] });
    assertEquals(made.content, { zh_cn: { content: [] }, files: [{ key: "file_1" }] });
  });

  const bad: readonly (readonly [name: string, parts: Partial<ContentInput>, param: string, told: string])[] =
    [
      ["not JSON", { content: "{secret" }, "content", "not JSON"],
      ["null", { content: "null" }, "content", "JSON object"],
      ["a list", { content: "[]" }, "content", "JSON object"],
      ["a string", { content: '"x"' }, "content", "JSON object"],
      ["no type", { content: "{}" }, "content", "message type"],
      ["another type", { content: '{"text":"x"}', msgType: "post" }, "content", "post"],
      [
        "attachments of a text",
        { content: '{"text":"x"}', attachments: ["file_1"] },
        "attachment",
        "posts only",
      ],
      [
        "attachments of a card",
        { content: '{"schema":"2.0"}', attachments: ["file_1"] },
        "attachment",
        "posts only",
      ],
      [
        "attachments of a post that has its own",
        { content: '{"zh_cn":{"content":[]},"files":[]}', attachments: ["file_1"] },
        "attachment",
        '"files"',
      ],
      [
        "attachments of a wrapped post that has its own",
        { content: '{"post":{"zh_cn":{"content":[]},"files":[{"key":"file_2"}]}}', attachments: ["file_1"] },
        "attachment",
        '"files"',
      ],
    ];
  for (const [name, parts, param, message] of bad) {
    it(`refuses ${name}`, async () => {
      const detail = await rejectionOf(() => composed(parts));
      assertEquals([detail.type, detail.input], ["validation", param]);
      assertStringIncludes(spelled(detail.message), message);
    });
  }

  it("does not repeat broken content, which may be secret", async () => {
    const detail = await rejectionOf(() => composed({ content: "{secret" }));
    assertEquals(JSON.stringify(detail).includes("secret"), false);
  });
});

describe("compose: media", () => {
  const cases: readonly (readonly [
    name: string,
    parts: Partial<ContentInput>,
    keys: readonly string[],
    type: string,
    uploads: readonly string[],
    content: unknown,
  ])[] = [
    ["an image", { image: "a.gif" }, ["img_9"], "image", ["image"], { image_key: "img_9" }],
    ["an image's key", { image: "img_2" }, [], "image", [], { image_key: "img_2" }],
    ["a file", { file: "a.pdf" }, ["file_9"], "file", ["file"], { file_key: "file_9" }],
    ["a recording", { audio: "a.opus" }, ["file_9"], "audio", ["audio"], { file_key: "file_9" }],
    ["a video", { video: "a.mp4" }, ["file_9"], "media", ["video"], { file_key: "file_9" }],
    [
      "a video, then its cover",
      { video: "a.mp4", videoCover: "a.gif" },
      ["file_9", "img_9"],
      "media",
      ["video", "videoCover"],
      { file_key: "file_9", image_key: "img_9" },
    ],
    [
      "a video's key with a cover to upload",
      { video: "file_2", videoCover: "a.gif" },
      ["img_9"],
      "media",
      ["videoCover"],
      { file_key: "file_2", image_key: "img_9" },
    ],
    [
      "a video to upload with a cover's key",
      { video: "a.mp4", videoCover: "img_2" },
      ["file_9"],
      "media",
      ["video"],
      { file_key: "file_9", image_key: "img_2" },
    ],
  ];
  for (const [name, parts, keys, type, uploads, content] of cases) {
    it(`plans ${name}`, async () => {
      const made = await composed(parts, keys);
      assertEquals([made.type, made.uploads.map(({ input }) => input), made.content], [
        type,
        uploads,
        content,
      ]);
    });
  }

  it("says what each value was taken for, without the secrets of addresses", async () => {
    assertEquals((await composed({ image: "img_1" })).sources, { "image": "file img_1" });
    assertEquals((await composed({ image: "img_2" })).sources, { "image": "key img_2" });
    const made = await composed({ video: "https://a.example/x/y.mp4?sig=1", videoCover: "a.gif" });
    assertEquals(made.sources, {
      "video": "address https://a.example/…/y.mp4",
      "videoCover": "file a.gif",
    });
  });

  it("does not fetch addresses yet", async () => {
    const made = await inFiles((world) =>
      compose(world, contentInput({ file: "https://a.example/b" }), "im/1.0.0")
    );
    assertEquals(made.uploads.map(({ media }) => media), [undefined]);
  });

  it("looks at files before anything is sent", async () => {
    const detail = await rejectionOf(() => composed({ image: "a.pdf" }));
    assertEquals([detail.type, detail.input], ["validation", "image"]);
  });

  it("refuses a recording by its name", async () =>
    assertEquals((await rejectionOf(() => composed({ audio: "a.mp4" }))).input, "audio"));

  it("closes what was opened, also when a later file cannot be fetched", async () => {
    await inFiles(async (world, opened) => {
      const detail = await rejectionOf(() =>
        compose(world, contentInput({ video: "a.mp4", videoCover: "missing.gif" }), "im/1.0.0")
      );
      assertEquals([detail.input, opened.length], ["videoCover", 1]);
      assertEquals(stillOpen(opened), 0);
    });
  });

  it("closes all its files at the end and none before", async () => {
    await inFiles(async (world, opened) => {
      const made = await compose(world, contentInput({ video: "a.mp4", videoCover: "a.gif" }), "im/1.0.0");
      assertEquals(stillOpen(opened), 2);
      await made.close();
      assertEquals(opened.length, 2);
      assertEquals(stillOpen(opened), 0);
    });
  });
});
