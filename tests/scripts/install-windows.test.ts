import { pathOf } from "../../scripts/registry.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { type ReleaseFault, startReleases } from "../support/releases.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The installer for Windows, in the PowerShell that Windows has and in the new one. */

const TARGET = "x86_64-pc-windows-msvc";
const onWindows = Deno.build.os === "windows" ? describe : describe.skip;

async function install(
  shell: string,
  fault: ReleaseFault | undefined,
  use: (result: { code: number; shown: string; names: string[] }) => void,
): Promise<void> {
  // A program that runs there: Deno itself.
  const program = await Deno.readFile(Deno.execPath());
  await using page = await startReleases({ version: "1.2.3", targets: [TARGET], program, fault });
  await inTemporaryDirectory(async (directory) => {
    const { code, stdout, stderr } = await new Deno.Command(shell, {
      args: ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", pathOf("install.ps1"), "-Dir", directory],
      env: { IM_RELEASES_URL: page.url },
    }).output();
    const decoder = new TextDecoder();
    const names = [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
    use({ code, shown: decoder.decode(stdout) + decoder.decode(stderr), names });
  });
}

for (const shell of ["powershell", "pwsh"]) {
  onWindows(`install.ps1 in ${shell}`, () => {
    it("installs, and says what to add to Path", () =>
      install(shell, undefined, ({ code, shown, names }) => {
        assertEquals([code, names], [0, ["im.exe"]], shown);
        assertMatch(shown, /is not in Path/);
      }));

    const faults: Readonly<Record<Exclude<ReleaseFault, "no such target">, RegExp>> = {
      "wrong sum": /the checksum of .* is wrong/,
      "missing archive": /could not download/,
      "cut-off archive": /could not download|is wrong/,
      "no list": /could not download/,
    };
    for (const [fault, message] of Object.entries(faults)) {
      it(`installs nothing: ${fault}`, () =>
        install(shell, fault as ReleaseFault, ({ code, shown, names }) => {
          assertEquals([code, names], [1, []], shown);
          assertMatch(shown, message);
        }));
    }
  });
}
