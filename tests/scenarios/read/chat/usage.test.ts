import { CHAT, IDENTITIES, idsFrom, idsIn, listRequests, worldOf } from "../../../support/reading.ts";
import { errorOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+chat-messages-list";
const LINE = [COMMAND, "--chat-id", CHAT];
const PREFIX = "om_reading-";

describe("a chat may be given as an id or as a link; the service gets the id alone", () => {
  const forms: [name: string, text: string][] = [
    ["the id", CHAT],
    ["the id between blanks", `  ${CHAT}\t`],
    ["a link with the id in its path", `https://example.feishu.cn/im/chat/${CHAT}`],
    ["a path that goes on behind the id", `https://example.feishu.cn/im/${CHAT}/info?from=share#top`],
    ["a query behind the id", `https://example.larksuite.com/chat/${CHAT}?x=1`],
    ["openChatId in the query", `https://applink.feishu.cn/client/chat/open?openChatId=${CHAT}&position=3`],
    ["open_chat_id in the query", `https://applink.larksuite.com/client/thread/open?open_chat_id=${CHAT}`],
    ["a link without https://", `applink.feishu.cn/client/chat/open?openChatId=${CHAT}`],
  ];
  for (const [name, text] of forms) {
    for (const [identity, env] of IDENTITIES) {
      it(`${name}, as ${identity}`, () =>
        inScene(worldOf(2), async ({ run, platform }) => {
          successDocument(await run([COMMAND, "--chat-id", text], { env }));
          assertEquals(listRequests(platform).map(({ query }) => query["container_id"]), [CHAT]);
        }));
    }
  }
});

describe("a wrong value: exit 2, the option and the value named, nothing sent", () => {
  it("on the command line", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const error = errorOf(await run([...LINE, "--page-size", "51"]), 2);
      assertEquals([error["type"], error["param"], platform.log.length], ["validation", "--page-size", 0]);
    }));

  it("in a variable", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const error = errorOf(await run(LINE, { env: { IM_PAGE_ALL: "maybe" } }), 2);
      assertEquals([error["type"], error["param"], platform.log.length], ["validation", "IM_PAGE_ALL", 0]);
    }));
});

describe("bounds are allowed values", () => {
  const flags = [
    ["--page-size", "1"],
    ["--page-size", "50"],
    ["--page-limit", "0"],
    ["--page-limit", "1000"],
    ["--page-delay", "0"],
    ["--page-delay", "60000"],
  ];
  for (const more of flags) {
    it(more.join(" "), () =>
      inScene(worldOf(1), async ({ run, platform }) => {
        assertEquals(idsIn(successDocument(await run([...LINE, ...more]))), [`${PREFIX}0`]);
        const size = more[0] === "--page-size" ? more[1] : "50";
        assertEquals(listRequests(platform)[0]?.query["page_size"], size);
      }));
  }
});

describe("every alias does what its flag does", () => {
  const pairs: [alias: string, value: string, key: string, sent: string][] = [
    ["--start-time", "1779238800", "start_time", "1779238800"],
    ["--end-time", "1779238860", "end_time", "1779238860"],
    ["--sort", "asc", "sort_type", "ByCreateTimeAsc"],
    ["--sort-order", "asc", "sort_type", "ByCreateTimeAsc"],
    ["--limit", "1", "page_size", "1"],
  ];
  for (const [alias, value, key, sent] of pairs) {
    it(alias, () =>
      inScene(worldOf(3), async ({ run, platform }) => {
        successDocument(await run([...LINE, alias, value]));
        assertEquals(listRequests(platform)[0]?.query[key], sent);
      }));
  }

  const equal: [names: string[], values: [string, string]][] = [
    [["--start", "--start-time"], ["1779238800", "1779238801"]],
    [["--end", "--end-time"], ["1779238800", "1779238801"]],
    [["--order", "--sort"], ["asc", "desc"]],
    [["--order", "--sort-order"], ["asc", "desc"]],
    [["--sort", "--sort-order"], ["asc", "desc"]],
    [["--page-size", "--limit"], ["1", "2"]],
  ];
  for (const [names, values] of equal) {
    const [one = "", other = ""] = names;
    it(`${one} and ${other} may say the same`, () =>
      inScene(worldOf(1), async ({ run }) => {
        successDocument(await run([...LINE, one, values[0], other, values[0]]));
      }));
  }

  it("a flag given twice: the last one counts", () =>
    inScene(worldOf(3), async ({ run }) => {
      const document = successDocument(
        await run([...LINE, "--page-size", "1", "--page-size=2", "--order=asc"]),
      );
      assertEquals(idsIn(document), idsFrom(PREFIX, 0, 2));
    }));
});

describe("help", () => {
  for (const words of [[COMMAND, "--help"], ["help", COMMAND], ["im", COMMAND, "--help"]]) {
    it(`im ${words.join(" ")} shows each flag and how the time range behaves, and none of the aliases`, () =>
      inScene({}, async ({ run }) => {
        const { status, stdout, stderr } = await run(words);
        assertEquals([status, stderr], [0, ""]);
        for (const flag of ["--chat-id", "--user-id", "--start", "--end", "--order", "--page-size"]) {
          assertStringIncludes(stdout, flag);
        }
        for (const flag of ["--page-token", "--page-all", "--page-limit", "--page-delay", "--no-reactions"]) {
          assertStringIncludes(stdout, flag);
        }
        assertStringIncludes(stdout, "--download-resources");
        assert(/repl(y|ies)[^.]*root/.test(stdout), stdout);
        for (const alias of ["--start-time", "--end-time", "--sort", "--limit "]) {
          assert(!stdout.includes(alias), alias);
        }
      }));
  }
});
