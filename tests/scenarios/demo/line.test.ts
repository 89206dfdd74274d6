import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene, type SceneRunOptions } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const words = (line: string) => line.split(" ");
const run = (line: string, more?: SceneRunOptions) =>
  inScene({}, ({ run, platform }) =>
    run(words(line), more).then((result) => {
      assertEquals(platform.log.length, 0, "the service that the person's own variables name was called");
      return result;
    }));

describe("im demo COMMAND", () => {
  for (
    const line of [
      "+chat-list",
      "+chat-list --types p2p,group --format table",
      "+messages-search --query release --concise",
      "chats get --chat-id=" + demoWorld.chats[0].chatId,
      "+messages-send --chat-id oc_1 --text hello --dry-run",
      "+chat-list --help",
    ]
  ) {
    it(`${line}: prints what the command prints`, async () => {
      const expected = await inScene(demoWorld, ({ run }) => run(words(line)));
      const result = await run(`demo ${line}`);
      assertEquals([result.status, result.stdout], [0, expected.stdout]);
      assertEquals(result.stderr, expected.stderr);
    });
  }

  it("ends as the command ends", async () => {
    assertEquals(errorOf(await run("demo +chat-list --page-size nonsense"), 2)["param"], "--page-size");
    assertEquals(errorOf(await run("demo messages get --message-id om_0"), 1)["code"], 230030);
    errorOf(await run("demo no-such-command"), 2);
  });

  it("global options may stand before it", async () => {
    const { stdout } = await run("--as bot demo +chat-list");
    assertEquals(documentOf(stdout)["identity"], "bot");
    assertMatch((await run("--format csv demo +chat-list")).stdout, /^[\w,]+\n/);
  });

  it("needs no account and uses none that is there", async () => {
    const env = {
      IM_APP_ID: "cli_own",
      IM_TENANT_ACCESS_TOKEN: "t-own",
      IM_PROFILE: "own",
      IM_DEFAULT_AS: "bot",
    };
    const { stdout } = await run("demo +chat-list", { env });
    assertEquals(documentOf(stdout)["identity"], "user");
  });

  it("keeps nothing for the next one", async () => {
    const sent = partOf(
      documentOf(
        (await run(
          "demo +messages-send --chat-id " + demoWorld.chats[0].chatId +
            " --text hello",
        )).stdout,
      ),
      "data",
    );
    const { stdout } = await run(`demo +messages-mget --message-ids ${sent["message_id"]}`);
    assertEquals(partOf(documentOf(stdout), "data")["total"], 0);
  });

  it("no other choice goes with it", async () => {
    for (const line of ["demo --serve +chat-list", "demo --shell --serve", "demo --shell +chat-list"]) {
      assertStringIncludes(String(errorOf(await run(line), 2)["message"]), "exclude each other");
    }
  });

  it("its help is its own where no command stands behind it", async () => {
    assertStringIncludes((await run("demo --help")).stdout, "--shell");
    assertStringIncludes((await run("help demo")).stdout, "--shell");
    assert(!(await run("demo +chat-list --help")).stdout.includes("--shell"));
  });
});
