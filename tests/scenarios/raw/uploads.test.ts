import { sha256 } from "../../support/downloads.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { errorOf, partOf, successDocument, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const env = BOTH_TOKENS;
/** A picture of one pixel. */
const GIF = new Uint8Array([...new TextEncoder().encode("GIF89a"), 1, 0, 1, 0, 0, 0, 0, 59]);
const TEXT = new TextEncoder().encode("some bytes\r\n--boundary");
const IMAGE = ["images", "create", "--image-type", "message"];
const FILE = ["files", "create"];

async function withFiles(use: (scene: Scene) => Promise<void>): Promise<void> {
  await inScene({}, async (scene) => {
    await Deno.writeFile(join(scene.directory, "a.gif"), GIF);
    await Deno.writeFile(join(scene.directory, "a.txt"), TEXT);
    await Deno.writeFile(join(scene.directory, "empty"), new Uint8Array());
    await use(scene);
  });
}

describe("images create", () => {
  const lines: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["with typed flags", [...IMAGE, "--file", "./a.gif"]],
    ["with the field named", [...IMAGE, "--file", "image=a.gif"]],
    ["with JSON", ["images", "create", "--data", '{"image_type":"message"}', "--file", "a.gif"]],
  ];
  for (const [name, words] of lines) {
    it(`uploads a picture ${name}, as bot`, () =>
      withFiles(async ({ run, platform }) => {
        const document = successDocument(await run(words, { env }));
        assertEquals(document["identity"], "bot");
        const [upload] = platform.uploads;
        assertEquals(partOf(document, "data"), { image_key: upload?.key });
        assertEquals([upload?.sha256, upload?.type, upload?.as], [await sha256(GIF), "message", "bot"]);
        assertEquals(platform.log[0]?.form?.map((part) => part.name), ["image_type", "image"]);
      }));
  }

  it("reads the picture from standard input", () =>
    withFiles(async ({ run, platform }) => {
      successDocument(await run([...IMAGE, "--file", "-"], { env, stdin: GIF }));
      assertEquals(platform.uploads[0]?.sha256, await sha256(GIF));
    }));

  it("shows the form in a preview, without bytes, and sends nothing", () =>
    withFiles(async ({ run, platform }) => {
      const document = successDocument(await run([...IMAGE, "--file", "a.gif", "--dry-run"]));
      assertEquals(partOf(document, "data")["api"], [{
        method: "POST",
        url: "/open-apis/im/v1/images",
        form: { image_type: "message", image: "@a.gif" },
      }]);
      assertEquals(platform.log, []);
    }));

  const refusals: readonly (readonly [name: string, words: readonly string[], param: string])[] = [
    ["what is no picture", [...IMAGE, "--file", "a.txt"], "--file"],
    ["an empty file", [...IMAGE, "--file", "empty"], "--file"],
    ["a file that is not there", [...IMAGE, "--file", "none.png"], "--file"],
    ["a path that leads out", [...IMAGE, "--file", "../a.gif"], "--file"],
    ["an absolute path", [...IMAGE, "--file", "/etc/passwd"], "--file"],
    ["a directory", [...IMAGE, "--file", "."], "--file"],
    ["no file", IMAGE, "--file"],
    ["no type", ["images", "create", "--file", "a.gif"], "--image-type"],
    ["another type", ["images", "create", "--image-type", "x", "--file", "a.gif"], "--image-type"],
    ["another field", [...IMAGE, "--file", "picture=a.gif"], "--file"],
    ["the file in the body", [...IMAGE, "--data", '{"image":"x"}', "--file", "a.gif"], "--data"],
    [
      "standard input twice",
      ["images", "create", "--data", "-", "--file", "-"],
      "--file",
    ],
  ];
  for (const [name, words, param] of refusals) {
    for (const more of [[], ["--dry-run"]]) {
      it(`refuses ${name}${more.length ? " in a preview, too" : ""}: exit 2, nothing sent`, () =>
        withFiles(async ({ run, platform }) => {
          assertEquals(errorOf(await run([...words, ...more], { env, stdin: GIF }), 2)["param"], param);
          assertEquals(platform.log, []);
        }));
    }
  }

  it("never proposes what only a shortcut has", () =>
    withFiles(async ({ run }) => {
      const { hint } = errorOf(await run([...IMAGE, "--file", "a.txt"], { env }), 2);
      assertStringIncludes(String(hint), "im files create");
    }));
});

describe("files create", () => {
  it("takes name and type from the file", () =>
    withFiles(async ({ run, platform }) => {
      successDocument(await run([...FILE, "--file", "a.txt"], { env }));
      const [upload] = platform.uploads;
      assertEquals([upload?.fileName, upload?.type, upload?.sha256], ["a.txt", "stream", await sha256(TEXT)]);
    }));

  it("takes them from flags where they are given", () =>
    withFiles(async ({ run, platform }) => {
      const words = [...FILE, "--file", "file=a.txt", "--file-name", "报告.pdf", "--file-type", "pdf"];
      successDocument(await run(words, { env }));
      const [upload] = platform.uploads;
      assertEquals([upload?.fileName, upload?.type], ["报告.pdf", "pdf"]);
    }));

  it("sends the duration with all its digits", () =>
    withFiles(async ({ run, platform }) => {
      const words = [...FILE, "--file", "a.txt", "--file-type", "mp4", "--duration", "3000000000"];
      successDocument(await run(words, { env }));
      const parts = platform.log[0]?.form ?? [];
      assertEquals(parts.find(({ name }) => name === "duration")?.value, "3000000000");
    }));

  it("takes further parameters", () =>
    withFiles(async ({ run }) => {
      const words = [...FILE, "--file", "a.txt", "--params", '{"more":"1"}', "--dry-run"];
      const [call] = partOf(successDocument(await run(words, { env })), "data")["api"] as {
        params: unknown;
      }[];
      assertEquals(call?.params, { more: "1" });
    }));

  it("refuses a recording that is none by its own flag: exit 2", () =>
    withFiles(async ({ run, platform }) => {
      const error = errorOf(await run([...FILE, "--file", "a.txt", "--file-type", "opus"], { env }), 2);
      assertEquals(error["param"], "--file-type");
      assert(!JSON.stringify(error).includes("--audio"), JSON.stringify(error));
      assertStringIncludes(String(error["hint"]), "--file-type stream");
      assertStringIncludes(String(error["hint"]), "ffmpeg");
      assertEquals(platform.log, []);
    }));

  it("says in its help and its schema that name and type may be left out", () =>
    withFiles(async ({ run }) => {
      const { stdout } = await run([...FILE, "--help"]);
      assertEquals(stdout.match(/\(required\)/g)?.length, 1);
      const { inputSchema } = partOf(successDocument(await run(["schema", "files.create"])), "data");
      assertEquals((inputSchema as { required: unknown }).required, ["file"]);
    }));

  it("warns of a file that the service may refuse, and explains its refusal", () =>
    withFiles(async ({ run, directory }) => {
      const file = await Deno.create(join(directory, "large.bin"));
      await file.truncate(31 * 1024 * 1024);
      file.close();
      const result = await run([...FILE, "--file", "large.bin"], { env });
      assertStringIncludes(result.stderr, "234006");
      assert(result.status === 1);
      assertEquals(warningsOf(result).length <= 1, true);
    }));

  it("is not for people: exit 2", () =>
    withFiles(async ({ run, platform }) => {
      errorOf(await run([...FILE, "--file", "a.txt", "--as", "user"], { env }), 2);
      assertEquals(platform.log, []);
    }));
});

const MB = 1024 * 1024;

describe("a file above the limit of its kind is refused before it is sent, by every way", () => {
  const image = ["--data", '{"image_type":"message"}', "--file", "image=./large.bin"];
  const file = ["--data", '{"file_type":"stream","file_name":"a"}', "--file", "./large.bin"];
  const lines: readonly (readonly [line: readonly string[], size: number, hint: string])[] = [
    [[...IMAGE, "--file", "./large.bin"], 10 * MB + 1, "im files create"],
    [["api", "POST", "/open-apis/im/v1/images", ...image], 10 * MB + 1, "im files create"],
    [["api", "POST", "open-apis/im/v1/images", ...image, "--dry-run"], 10 * MB + 1, "im files create"],
    [[...IMAGE, "--file", "-"], 10 * MB + 1, "im files create"],
    [
      ["api", "POST", "/open-apis/im/v1/images", ...image.slice(0, 2), "--file", "image=-"],
      10 * MB + 1,
      "im files create",
    ],
    [[...FILE, "--file", "./large.bin"], 100 * MB + 1, "link"],
    [["api", "POST", "/open-apis/im/v1/files", ...file], 100 * MB + 1, "link"],
  ];
  for (const [line, size, hint] of lines) {
    it(`im ${line.join(" ")}`, () =>
      withFiles(async ({ run, platform, directory }) => {
        await Deno.writeFile(join(directory, "large.bin"), GIF);
        await Deno.truncate(join(directory, "large.bin"), size);
        const isPiped = line.at(-1)?.endsWith("-") === true;
        const stdin = isPiped ? await Deno.readFile(join(directory, "large.bin")) : undefined;
        const result = await run(line, { env, ...(stdin === undefined ? {} : { stdin }) });
        const error = errorOf(result, 2);
        assertEquals([error["type"], error["param"], platform.log], ["validation", "--file", []]);
        assertStringIncludes(String(error["hint"]), hint);
      }));
  }
});
