import { SKILL_FILES } from "../../../cli/commands/skill/files.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { basename, dirname } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const INSTALL = ["skill", "install", "--dir", "skills"];

async function hashOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A skill that an earlier version installed, which had these files besides. */
async function installEarlier(
  { run, directory }: Pick<Scene, "run" | "directory">,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  dataOf(await run(INSTALL));
  const folder = `${directory}/skills/im`;
  const record = JSON.parse(await Deno.readTextFile(`${folder}/.installed.json`));
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
    record.files[path] = await hashOf(text);
  }
  await Deno.writeTextFile(`${folder}/.installed.json`, JSON.stringify(record));
  return folder;
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.lstat(path)) !== undefined;
  } catch {
    return false;
  }
}

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

  it("keeps a file that im did not install, too, and does not say that it was changed", () =>
    inScene({}, async ({ run, directory }) => {
      await Deno.mkdir(`${directory}/skills/im`, { recursive: true });
      await Deno.writeTextFile(`${directory}/skills/im/SKILL.md`, "mine");
      const { message, hint } = errorOf(await run(INSTALL), 2);
      assertEquals(message, `not installed by im: SKILL.md in "${await Deno.realPath(directory)}/skills/im"`);
      assertStringIncludes(String(hint), "--overwrite");
      assertEquals((await Array.fromAsync(Deno.readDir(`${directory}/skills/im`))).length, 1);
    }));

  it("tells such files from those that were changed", () =>
    inScene({}, async (scene) => {
      const folder = await installEarlier(scene, {});
      const record = JSON.parse(await Deno.readTextFile(`${folder}/.installed.json`));
      delete record.files["references/files.md"];
      await Deno.writeTextFile(`${folder}/.installed.json`, JSON.stringify(record));
      for (const path of ["SKILL.md", "references/files.md"]) {
        await Deno.writeTextFile(`${folder}/${path}`, "mine");
      }
      assertEquals(
        errorOf(await scene.run(INSTALL), 2)["message"],
        `changed by hand: SKILL.md; not installed by im: references/files.md in "${await Deno.realPath(
          folder,
        )}"`,
      );
    }));

  for (const dir of ["../skills", "/tmp/skills", "", "link"]) {
    it(`refuses --dir "${dir}"`, () =>
      inScene({}, async ({ run, directory }) => {
        await Deno.symlink("/tmp", `${directory}/link`);
        assertEquals(errorOf(await run(["skill", "install", "--dir", dir]), 2)["param"], "--dir");
      }));
  }

  const elsewhere: readonly (readonly [dir: string, base: string, rest: string])[] = [
    ["$DIR/home/.claude/skills", "$DIR/home/.claude", "skills"],
    ["$DIR/home/.other/skills", "$DIR/home", ".other/skills"],
    ["$DIR/home", "$DIR", "home"],
    ["../$NAME/home/.claude/skills", "$DIR/home/.claude", "skills"],
  ];
  for (const [dir, base, rest] of elsewhere) {
    it(`says how to reach a directory elsewhere: ${dir}`, () =>
      inScene({}, async ({ run, directory }) => {
        await Deno.mkdir(`${directory}/home/.claude`, { recursive: true });
        const filled = (text: string) =>
          text.replace("$DIR", directory).replace("$NAME", basename(directory));
        const { message, hint } = errorOf(await run(["skill", "install", "--dir", filled(dir)]), 2);
        assertStringIncludes(String(message), filled(dir));
        const line = `im skill install -C ${filled(base)} --dir ${rest}`;
        assertEquals(hint, `start from a directory above it: ${line}`);
        dataOf(await run(line.split(" ").slice(1)));
        assert(await exists(`${filled(base)}/${rest}/im/SKILL.md`));
      }));
  }

  it("removes what an earlier version wrote and this one does not have, with folders that are empty then", () =>
    inScene({}, async (scene) => {
      const folder = await installEarlier(scene, {
        "references/old.md": "old",
        "examples/older.md": "older",
      });
      const { stdout } = await scene.run([...INSTALL, "--dry-run"]);
      assertStringIncludes(stdout, "removes references/old.md, examples/older.md");
      assertEquals(await exists(`${folder}/references/old.md`), true);
      const { files } = dataOf(await scene.run(INSTALL)) as {
        files: readonly { path: string; change: string }[];
      };
      assertEquals(files.filter(({ change }) => change !== "unchanged"), [
        { path: "references/old.md", change: "removed" },
        { path: "examples/older.md", change: "removed" },
      ]);
      const left = await Promise.all(
        ["references/old.md", "examples", "references"].map((one) => exists(`${folder}/${one}`)),
      );
      assertEquals(left, [false, false, true]);
      assertEquals(
        dataOf(await scene.run(INSTALL))["files"],
        files.filter(({ change }) => change === "unchanged"),
      );
    }));

  it("keeps such a file where a person changed it, and says so once", () =>
    inScene({}, async (scene) => {
      const folder = await installEarlier(scene, {
        "references/old.md": "old",
        "examples/older.md": "older",
      });
      await Deno.writeTextFile(`${folder}/references/old.md`, "mine");
      await Deno.writeTextFile(`${folder}/examples/notes.md`, "mine");
      const { files } = dataOf(await scene.run([...INSTALL, "--overwrite"])) as { files: readonly unknown[] };
      assertEquals(files.slice(-2), [
        { path: "references/old.md", change: "kept" },
        { path: "examples/older.md", change: "removed" },
      ]);
      assertEquals(await Deno.readTextFile(`${folder}/references/old.md`), "mine");
      assertEquals(await Deno.readTextFile(`${folder}/examples/notes.md`), "mine");
      assertEquals(JSON.stringify(dataOf(await scene.run(INSTALL))).includes("old.md"), false);
    }));

  it("removes nothing that is not its own, whatever the record says", () =>
    inScene({}, async (scene) => {
      const { directory, run } = scene;
      const outside = `${directory}/outside.md`;
      await Deno.writeTextFile(outside, "mine");
      const folder = await installEarlier(scene, { "../../outside.md": "mine", "notes.txt": "mine" });
      await Deno.symlink(outside, `${folder}/link.md`);
      await Deno.mkdir(`${folder}/folder.md`);
      await Deno.symlink(directory, `${folder}/way`);
      const record = JSON.parse(await Deno.readTextFile(`${folder}/.installed.json`));
      const hash = await hashOf("mine");
      Object.assign(record.files, {
        ...{
          [outside]: hash,
          "link.md": hash,
          "folder.md": hash,
          "way/outside.md": hash,
          "a/../../../outside.md": hash,
        },
        ...{ "SKILL.md/x.md": hash, "odd.md": 7 },
      });
      await Deno.writeTextFile(`${folder}/.installed.json`, JSON.stringify(record));
      const { files } = dataOf(await run(INSTALL)) as { files: readonly { path: string; change: string }[] };
      assertEquals(files.filter(({ change }) => change === "removed"), []);
      assertEquals(await Deno.readTextFile(outside), "mine");
      for (const name of ["notes.txt", "link.md", "folder.md", "way"]) {
        assert(await exists(`${folder}/${name}`), name);
      }
    }));

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
