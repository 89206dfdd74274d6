import { SKILL_FILES } from "../../../cli/commands/skill/files.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const INSTALL = ["skill", "install", "--dir", "skills"];

describe("im skill install", () => {
  it("writes the skill to a folder of its name below --dir", () =>
    inScene({}, async ({ run, directory, platform }) => {
      const data = dataOf(await run(INSTALL));
      assertEquals(data["directory"], `${await Deno.realPath(directory)}/skills/im`);
      for (const [path, text] of Object.entries(SKILL_FILES)) {
        assertEquals(await Deno.readTextFile(`${directory}/skills/im/${path}`), text);
      }
      assertEquals(platform.log.length, 0);
    }));

  it("without --dir it goes to the person's own directory of skills", () =>
    inScene({}, async ({ run, directory }) => {
      await Deno.mkdir(`${directory}/home`);
      dataOf(await run(["skill", "install"], { env: { HOME: `${directory}/home` } }));
      assertEquals(
        await Deno.readTextFile(`${directory}/home/.agents/skills/im/SKILL.md`),
        SKILL_FILES["SKILL.md"],
      );
    }));

  it("a dry run says what would be written, and writes nothing", () =>
    inScene({}, async ({ run, directory }) => {
      const { stdout } = await run([...INSTALL, "--dry-run"]);
      assertStringIncludes(stdout, "SKILL.md");
      assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
    }));

  it("replaces what an earlier version wrote", () =>
    inScene({}, async ({ run, directory }) => {
      dataOf(await run(INSTALL));
      const folder = `${directory}/skills/im`;
      const record = JSON.parse(await Deno.readTextFile(`${folder}/.installed.json`));
      const earlier = new TextEncoder().encode("earlier");
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", earlier));
      record.files["SKILL.md"] = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
      await Deno.writeTextFile(`${folder}/.installed.json`, JSON.stringify(record));
      await Deno.writeTextFile(`${folder}/SKILL.md`, "earlier");
      const { files } = dataOf(await run(INSTALL));
      assertEquals((files as readonly unknown[])[0], { path: "SKILL.md", change: "replaced" });
      assertEquals(await Deno.readTextFile(`${folder}/SKILL.md`), SKILL_FILES["SKILL.md"]);
    }));

  it("keeps a file that was changed by hand, unless --overwrite is given", () =>
    inScene({}, async ({ run, directory }) => {
      dataOf(await run(INSTALL));
      const path = `${directory}/skills/im/SKILL.md`;
      await Deno.writeTextFile(path, "mine");
      const error = errorOf(await run(INSTALL), 2);
      assertStringIncludes(String(error["message"]), "SKILL.md");
      assertStringIncludes(String(error["hint"]), "--overwrite");
      assertEquals(await Deno.readTextFile(path), "mine");
      errorOf(await run([...INSTALL, "--dry-run"]), 2);
      dataOf(await run([...INSTALL, "--overwrite"]));
      assertEquals(await Deno.readTextFile(path), SKILL_FILES["SKILL.md"]);
    }));

  it("a file that nobody installed is one that was changed by hand", () =>
    inScene({}, async ({ run, directory }) => {
      await Deno.mkdir(`${directory}/skills/im`, { recursive: true });
      await Deno.writeTextFile(`${directory}/skills/im/SKILL.md`, "mine");
      errorOf(await run(INSTALL), 2);
      assertEquals((await Array.fromAsync(Deno.readDir(`${directory}/skills/im`))).length, 1);
    }));

  for (const dir of ["../skills", "/tmp/skills", "", "link"]) {
    it(`refuses --dir "${dir}"`, () =>
      inScene({}, async ({ run, directory }) => {
        await Deno.symlink("/tmp", `${directory}/link`);
        assertEquals(errorOf(await run(["skill", "install", "--dir", dir]), 2)["param"], "--dir");
      }));
  }

  it("leaves no drafts", () =>
    inScene({}, async ({ run, directory }) => {
      dataOf(await run(INSTALL));
      const names = await Array.fromAsync(Deno.readDir(`${directory}/skills/im`), ({ name }) => name);
      assertEquals(names.sort(), [".installed.json", "SKILL.md", "references"]);
    }));
});

describe("im skill show", () => {
  it("prints the skill as it is", () =>
    inScene({}, async ({ run }) => {
      assertEquals((await run(["skill", "show"])).stdout, SKILL_FILES["SKILL.md"]);
      assertEquals((await run(["skill", "show", "errors"])).stdout, SKILL_FILES["references/errors.md"]);
    }));

  it("--format json is a document with the names of all files", () =>
    inScene({}, async ({ run }) => {
      const data = dataOf(await run(["skill", "show", "--format", "json"]));
      assertEquals([data["path"], data["files"]], ["SKILL.md", Object.keys(SKILL_FILES)]);
      const { stdout } = await run(["skill", "show", "--jq", ".data.path"]);
      assert(stdout.includes("SKILL.md"));
    }));

  it("an unknown file is exit 2 with the names of those that there are", () =>
    inScene({}, async ({ run }) => {
      assertStringIncludes(String(errorOf(await run(["skill", "show", "nothing"]), 2)["hint"]), "archives");
    }));
});
