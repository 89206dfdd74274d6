import { describeOnUnix } from "../../support/bdd.ts";
import { resultOf, startIm } from "../../support/im.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

const COUNT = 2_000;
const LINE = ["+chat-export", "--chat-id", "oc_group", "--output", "archive", "--no-reactions"];

describeOnUnix("+chat-export that a signal ends", () => {
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`${signal}: exit ${status}, what was done stands in the result, and the same command continues`, () =>
      inScene({
        chats: [{ chatId: "oc_group", mode: "group", name: "Group" }],
        generatedMessages: [{
          chatId: "oc_group",
          count: COUNT,
          messageAt: (n) => ({
            type: "text",
            content: { text: `${n}` },
            createTime: 1_779_238_800_000 + n * 1000,
          }),
        }],
        delayMs: 40,
      }, async ({ spawn, directory, env, platform }) => {
        const child = startIm(LINE, { cwd: directory, env });
        while (platform.log.length < 12) await new Promise((resolve) => setTimeout(resolve, 1));
        child.kill(signal);
        const ended = resultOf(await child.output());
        assertEquals(ended.status, status, ended.stderr + ended.stdout);
        const data = partOf(documentOf(ended.stdout), "data");
        assertEquals(data["complete"], false);
        assert(/run the same command again to continue/.test(ended.stderr + ended.stdout), ended.stderr);
        assertEquals(dataOf(await spawn(LINE))["complete"], true);
        assertEquals(dataOf(await spawn(["archive", "stats", "--archive", "archive"]))["messages"], COUNT);
      }));
  }
});
