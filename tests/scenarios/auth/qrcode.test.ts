import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decode } from "fast-png";

const ADDRESS = "https://accounts.feishu.cn/oauth/v1/device/verify?user_code=ABCD-EFGH";

describe("im auth qrcode", () => {
  for (const words of [[], ["--ascii"]]) {
    it(`prints the code itself${words.length > 0 ? " with --ascii" : ""}`, () =>
      inScene({}, async ({ run }) => {
        const { status, stdout, stderr } = await run(["auth", "qrcode", ADDRESS, ...words]);
        assertEquals([status, stderr], [0, ""]);
        assertMatch(stdout, /^[█▀▄ \n]+$/);
      }));
  }

  it("writes a picture, and never over another file unless told to", () =>
    inScene({}, async ({ run, directory }) => {
      const line = ["auth", "qrcode", ADDRESS, "--output", "codes/login.png"];
      const data = dataOf(await run([...line, "--size", "300"]));
      const path = `${await Deno.realPath(directory)}/codes/login.png`;
      assertEquals([data["saved_path"], data["content_type"]], [path, "image/png"]);
      assertEquals(decode(await Deno.readFile(path)).width, 300);
      assertStringIncludes(String(errorOf(await run(line), 2)["hint"]), "--overwrite");
      dataOf(await run([...line, "--overwrite"]));
      assertEquals(decode(await Deno.readFile(path)).width, 256);
    }));

  it("replaces a link instead of following it", () =>
    inScene({}, async ({ run, directory }) => {
      await Deno.writeTextFile(`${directory}/mine.txt`, "mine");
      await Deno.symlink("mine.txt", `${directory}/login.png`);
      const line = ["auth", "qrcode", ADDRESS, "--output", "login.png"];
      errorOf(await run(line), 2);
      dataOf(await run([...line, "--overwrite"]));
      assertEquals(await Deno.readTextFile(`${directory}/mine.txt`), "mine");
    }));

  const refused: readonly (readonly [words: readonly string[], param: string])[] = [
    [[], "url"],
    [["", "--ascii"], "url"],
    [["x".repeat(4000)], "url"],
    [["a", "b"], "url"],
    [[ADDRESS, "--output", "../login.png"], "--output"],
    [[ADDRESS, "--output", "codes/"], "--output"],
    [[ADDRESS, "--output", "a.png", "--ascii"], "--ascii"],
    [[ADDRESS, "--output", "a.png", "--size", "32"], "--size"],
    [[ADDRESS, "--output", "a.png", "--size", "2000"], "--size"],
  ];
  for (const [words, param] of refused) {
    it(`refuses ${JSON.stringify(words).slice(0, 60)}, exit 2`, () =>
      inScene({}, async ({ run }) => {
        assertEquals(errorOf(await run(["auth", "qrcode", ...words]), 2)["param"], param);
      }));
  }
});
