import { pathOf } from "../../scripts/registry.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("files for Windows", () => {
  it("scripts/im.cmd starts what scripts/im starts, with the same permissions, and passes words and status on", async () => {
    const batch = await Deno.readTextFile(pathOf("scripts/im.cmd"));
    const shell = await Deno.readTextFile(pathOf("scripts/im"));
    const permissionsOf = (text: string) => [...new Set(text.match(/--allow-\S+/g) ?? [])].sort();
    assertEquals([permissionsOf(batch), permissionsOf(shell)], [["--allow-all"], ["--allow-all"]]);
    assertMatch(batch, /"%~dp0deno\.ts" run .* "%~dp0\.\.\\main\.ts" %\*\r?\nexit \/b %errorlevel%\r?\n$/);
  });

  it("checkouts have LF, and CRLF in batch files alone", async () => {
    const { stdout } = await new Deno.Command("git", {
      args: [
        "check-attr",
        "eol",
        "--",
        "main.ts",
        "install.sh",
        "install.ps1",
        "scripts/im",
        "scripts/im.cmd",
      ],
      cwd: pathOf("."),
    }).output();
    const ends = new TextDecoder().decode(stdout).trimEnd().split("\n").map((line) =>
      line.split(": ").at(-1)
    );
    assertEquals(ends, ["lf", "lf", "lf", "lf", "crlf"]);
  });

  it("names of files differ in more than case, and none is reserved", async () => {
    const { stdout } = await new Deno.Command("git", { args: ["ls-files"], cwd: pathOf(".") }).output();
    const paths = new TextDecoder().decode(stdout).trimEnd().split("\n");
    assertEquals(new Set(paths.map((path) => path.toLowerCase())).size, paths.length);
    const odd = paths.filter((path) =>
      path.split("/").some((name) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[<>:"|?*\\]|[ .]$/i.test(name))
    );
    assertEquals(odd, []);
  });
});
