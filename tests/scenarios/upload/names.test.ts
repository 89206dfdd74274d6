import { describeOnUnix } from "../../support/bdd.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { dataOf } from "../../support/results.ts";
import { inDemo, sendLine } from "../../support/sending.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Names that could end a header, a field, a path or an option. */
const NAMES: readonly string[] = [
  'say "hi".txt',
  '"; filename="other.txt',
  "a; b=c.txt",
  "it's.txt",
  "%22%0D%0A.txt",
  "季度 报告.txt",
  "Ünïcödé — ✓ 🎉.txt",
  "e\u0301 and é.txt",
  "-rf.txt",
  "--im-boundary--",
  "@file.txt",
  "&lt;b&gt;.txt",
  "$(id) `id` ${HOME}.txt",
  "*?[a].txt",
  " leading and trailing ",
  "..hidden..",
  "a".repeat(250) + ".txt",
  "报".repeat(80) + ".txt",
];

/** The name in the header of the part: a reader takes these three for escapes, as the HTML standard has it. */
function asRead(name: string): string {
  return name.replace(/%22|%0D|%0A/g, decodeURIComponent);
}

describeOnUnix("a file arrives under its name, whatever that is", () => {
  for (const name of NAMES) {
    const shown = name.length > 60 ? `${name.slice(0, 5)}… of ${name.length} characters` : name;
    it(`--file ${JSON.stringify(shown)}`, () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { [name]: "content" });
        const { uploads } = dataOf(await scene.run(sendLine("--file", `./${name}`)));
        const [upload, ...others] = scene.platform.uploads;
        assertEquals([others, upload?.fileName, upload?.size], [[], name, 7]);
        assertEquals(upload?.partFileName, asRead(name));
        assertEquals(scene.platform.sentMessages.map(({ content }) => content?.["file_key"]), [upload?.key]);
        assertEquals(Array.isArray(uploads) && uploads[0]["name"], name);
      }));
  }

  it("an image, too", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { '图 "1".png': pngImage() });
      dataOf(await scene.run(sendLine("--image", '图 "1".png')));
      assertEquals(scene.platform.uploads.map(({ partFileName }) => partFileName), ['图 "1".png']);
    }));
});

describe("names that begin with a dash", () => {
  const spellings: readonly (readonly string[])[] = [
    ["--file=-rf.txt"],
    ["--file", "./-rf.txt"],
    ["--file", "-rf.txt"],
  ];
  for (const words of spellings) {
    it(words.join(" "), () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { "-rf.txt": "content" });
        dataOf(await scene.run(sendLine(...words)));
        assertEquals(scene.platform.uploads.map(({ fileName }) => fileName), ["-rf.txt"]);
      }));
  }
});
