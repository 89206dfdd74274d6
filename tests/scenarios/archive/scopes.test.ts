import { inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partOf, warningsOf } from "../../support/results.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;
const WORLD = {
  accounts: APPROVED,
  chats: [{ chatId: "oc_1", name: "Team", mode: "group" }] as const,
  messages: Array.from({ length: 45 }, (_, n) => ({
    ...{ messageId: `om_${n}`, chatId: "oc_1", type: "text", content: { text: `message ${n}` } },
    ...{ senderId: "ou_ana", createTime: START + n * 1000 },
  })),
};
const LINE = ["+chat-export", "--chat-id", "oc_1", "--output", "archive", "--as", "user"];

type Run = Parameters<Parameters<typeof inLoginScene>[1]>[0]["run"];
const logIn = (run: Run, scopes: string) => run(["auth", "login", "--scope", scopes]);

describe("+chat-export with a login that lacks scopes", () => {
  it("is refused before the first call where messages cannot be read", () =>
    inLoginScene(WORLD, async ({ run, platform }) => {
      await logIn(run, "im:chat:read");
      platform.clearLog();
      const error = errorOf(await run(LINE), 3);
      assertEquals([error["subtype"], error["missing_scopes"]], ["missing_scope", ["im:message:readonly"]]);
      assertEquals(platform.log.length, 0);
    }));

  it("is refused before the first call where the chats cannot be listed that --all means", () =>
    inLoginScene(WORLD, async ({ run, platform }) => {
      await logIn(run, "im:message:readonly");
      platform.clearLog();
      const error = errorOf(await run(["+chat-export", "--all", "--output", "archive", "--as", "user"]), 3);
      assertEquals(error["missing_scopes"], ["im:chat:read"]);
      assertEquals(platform.log.length, 0);
    }));

  it("leaves out the parts that it cannot do, without a call for them, names them, and does them once it may", () =>
    inLoginScene(WORLD, async ({ run, platform }) => {
      await logIn(run, "im:message im:message.group_msg:get_as_user");
      platform.clearLog();
      const result = await run(LINE);
      assertEquals(result.status, 1, result.stderr);
      assertEquals(platform.log.filter(({ path }) => /reactions|members/.test(path)), []);
      const data = partOf(documentOf(result.stdout), "data");
      assertEquals(data["complete"], false);
      const gaps = data["gaps"] as { kind: string; final: boolean; reason: string }[];
      assertEquals(gaps.map(({ kind, final }) => [kind, final]), [["members", false], ["reactions", false]]);
      const notes = warningsOf(result).join("\n");
      assertStringIncludes(notes, "reactions (the login lacks the scope im:message.reactions:read)");
      assertStringIncludes(notes, "im auth login --for '+chat-export --chat-id oc_1 --output archive'");
      await logIn(run, "im:message:readonly im:message.group_msg:get_as_user im:chat.members:read");
      const later = dataOf(await run(LINE));
      assertEquals([later["complete"], later["gaps"]], [true, []]);
      assertEquals(partOf(later, "calls")["reactions"], 3);
    }));

  it("says so in a dry run", () =>
    inLoginScene(WORLD, async ({ run }) => {
      await logIn(run, "im:message");
      const notes = warningsOf(await run([...LINE, "--dry-run"])).join("\n");
      assertStringIncludes(notes, "left out of the archive: reactions");
      assertStringIncludes(notes, "im:message.group_msg:get_as_user");
      const quiet = warningsOf(await run([...LINE, "--dry-run", "--no-reactions", "--no-members"])).join(
        "\n",
      );
      assert(!quiet.includes("left out"), quiet);
    }));
});

describe("+chat-export where the service refuses a scope that nobody knew of", () => {
  it("asks once, not once for each message", () =>
    inLoginScene({ ...WORLD, rateLimit: "none" }, async ({ run, platform }) => {
      await logIn(run, "im:message:readonly im:message.group_msg:get_as_user im:chat.members:read");
      platform.addFault({ name: "error", code: 99991679, when: { path: "/reactions/batch_query" } });
      const { status, stdout } = await run([...LINE, "--workers", "1"]);
      assertEquals(status, 1);
      const data = partOf(documentOf(stdout), "data");
      assertEquals(partOf(data, "calls")["reactions"], 1);
      assertEquals(
        (data["gaps"] as { kind: string; count: number }[]).map(({ kind, count }) => [kind, count]),
        [
          ["reactions", 1],
        ],
      );
      platform.clearFaults();
      assertEquals(dataOf(await run(LINE))["gaps"], []);
    }));
});
