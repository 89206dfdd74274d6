import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { programUnderTest } from "../../support/im.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = demoWorld.chats[0].chatId;
const PERSON = `ou_${"a".repeat(32)}`;

/** Runs a shell line, in which `$IM` is the program, at a terminal of its own; `typed` is what a person types. */
async function atTerminal(line: string, typed: string): Promise<{ status: number; screen: string }> {
  return await inTemporaryDirectory(async (directory) => {
    const child = new Deno.Command("script", {
      args: ["-qec", line, "/dev/null"],
      cwd: directory,
      env: { IM: programUnderTest(), IM_CONFIG_DIR: directory, NO_COLOR: "1", SHELL: "/bin/sh" },
      ...{ stdin: "piped", stdout: "piped", stderr: "null" },
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(typed));
    const { code, stdout } = await child.output();
    await writer.close().catch(() => {});
    return { status: code, screen: new TextDecoder().decode(stdout).replaceAll("\r", "") };
  });
}

const onLinux = Deno.build.os === "linux" ? describe : describe.skip;
onLinux("what has to be confirmed, at a real terminal", () => {
  const DISBAND = `"$IM" demo chats delete --chat-id ${CHAT}`;

  it("is done after the name", async () => {
    const { status, screen } = await atTerminal(DISBAND, `${CHAT}\n`);
    assertEquals(status, 0, screen);
    assertStringIncludes(screen, `type ${CHAT} to continue: `);
  });

  it("is not done after anything else", async () => {
    const { status, screen } = await atTerminal(DISBAND, "y\n");
    assertEquals(status, 10, screen);
    assertStringIncludes(screen, "was not confirmed");
  });

  it("is asked for after a list that was typed, too", async () => {
    const line = `"$IM" demo --as bot chat.members delete --chat-id ${CHAT} --id-list -`;
    const { status, screen } = await atTerminal(line, `${PERSON}\n\x04n\n`);
    assertEquals(status, 10, screen);
    assertStringIncludes(screen, "continue? [y/N] ");
  });

  for (
    const [what, line] of [["--no-input", `${DISBAND} --no-input`], ["-qq", `${DISBAND} -qq`], [
      "stderr in a file",
      `${DISBAND} 2>err`,
    ]]
  ) {
    it(`is not asked for with ${what}`, async () => {
      const { status, screen } = await atTerminal(`${line}`, "");
      assertEquals([status, screen.includes("to continue: ")], [10, false], screen);
    });
  }
});
