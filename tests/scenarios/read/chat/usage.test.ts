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

describe("wrong values: exit 2, the flag as it was spelled and the value named, nothing sent", () => {
  const times = ["", " ", "yesterday", "-7d", "2026-13-01", "2026-02-30", "2026-05-20T25:00", "0", "-1"];
  const cases: [flag: string, bad: string[]][] = [
    ["--chat-id", ["", " ", "x", "oc_", "ou_x", "oc_a/b", "oc_a b", "https://example.com/oc_x"]],
    ["--chat-id", ["https://example.feishu.cn/im", "https://feishu.cn.example.com/oc_x"]],
    ["--user-id", ["", " ", "x", "ou_", "oc_x", "ou_a/b", "on_x"]],
    ["--start", times],
    ["--start-time", times],
    ["--end", times],
    ["--end-time", times],
    ["--order", ["", "DESC", "Asc", "ascending", " asc", "sender"]],
    ["--sort", ["", "sender", "DESC", "ByCreateTimeAsc"]],
    ["--sort-order", ["", "sender", "DESC"]],
    ["--page-size", ["", "0", "51", "-1", "1.5", "ten", "1e1", "0x10", "500"]],
    ["--limit", ["", "0", "51", "-1", "ten"]],
    ["--page-limit", ["", "-1", "1001", "1.5", "all"]],
    ["--page-token", ["", " "]],
    ["--page-delay", ["", "-1", "60001", "0.5", "2s"]],
  ];
  for (const [flag, bad] of cases) {
    for (const value of bad) {
      it(`${flag} ${JSON.stringify(value)}`, () =>
        inScene(worldOf(1), async ({ run, platform }) => {
          const container = flag.endsWith("-id") ? [] : ["--chat-id", CHAT];
          const error = errorOf(await run([COMMAND, ...container, `${flag}=${value}`]), 2);
          assertEquals([error["type"], error["param"]], ["validation", flag]);
          assertStringIncludes(String(error["message"]), flag);
          if (value.trim() !== "") assertStringIncludes(String(error["message"]), value);
          assertEquals(platform.log.length, 0);
        }));
    }
  }

  const ranges: [flag: string, bad: string, range: string[]][] = [
    ["--page-size", "51", ["1", "50"]],
    ["--page-limit", "1001", ["0", "1000"]],
    ["--page-delay", "60001", ["0", "60000"]],
  ];
  for (const [flag, bad, range] of ranges) {
    it(`${flag} ${bad}: the message tells the range`, () =>
      inScene(worldOf(1), async ({ run }) => {
        const message = String(errorOf(await run([...LINE, flag, bad]), 2)["message"]);
        for (const bound of range) assert(new RegExp(`\\b${bound}\\b`).test(message), message);
      }));
  }

  const variables: [name: string, value: string][] = [
    ["IM_PAGE_SIZE", "51"],
    ["IM_PAGE_ALL", "maybe"],
    ["IM_PAGE_LIMIT", "-1"],
    ["IM_PAGE_DELAY", "soon"],
  ];
  for (const [name, value] of variables) {
    it(`${name}=${value}: the error names the variable`, () =>
      inScene(worldOf(1), async ({ run, platform }) => {
        const error = errorOf(await run(LINE, { env: { [name]: value } }), 2);
        assertEquals([error["type"], error["param"]], ["validation", name]);
        assertEquals(platform.log.length, 0);
      }));
  }

  it("the order words are told", () =>
    inScene(worldOf(1), async ({ run }) => {
      const message = String(errorOf(await run([...LINE, "--sort", "sender"]), 2)["message"]);
      assert(/\basc\b/.test(message) && /\bdesc\b/.test(message), message);
    }));

  it("a word that no flag takes", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      assertEquals(errorOf(await run([...LINE, "surplus"]), 2)["type"], "validation");
      assertEquals(platform.log.length, 0);
    }));

  it("the thread's flag is none of this command", () =>
    inScene(worldOf(1), async ({ run }) => {
      assertEquals(errorOf(await run([...LINE, "--thread", "omt_x"]), 2)["param"], "--thread");
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

  const conflicts: [names: string[], values: [string, string]][] = [
    [["--start", "--start-time"], ["1779238800", "1779238801"]],
    [["--end", "--end-time"], ["1779238800", "1779238801"]],
    [["--order", "--sort"], ["asc", "desc"]],
    [["--order", "--sort-order"], ["asc", "desc"]],
    [["--sort", "--sort-order"], ["asc", "desc"]],
    [["--page-size", "--limit"], ["1", "2"]],
  ];
  for (const [names, values] of conflicts) {
    const [one = "", other = ""] = names;
    for (const [first, second] of [values, [...values].reverse()]) {
      it(`${one} ${first} with ${other} ${second} is refused, both spellings named`, () =>
        inScene(worldOf(1), async ({ run, platform }) => {
          const error = errorOf(await run([...LINE, one, first ?? "", other, second ?? ""]), 2);
          assertEquals(error["type"], "validation");
          assert(names.includes(String(error["param"])), String(error["param"]));
          for (const name of names) assertStringIncludes(String(error["message"]), name);
          assertEquals(platform.log.length, 0);
        }));
    }
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
  for (const words of [[COMMAND, "--help"], ["help", COMMAND], ["im", COMMAND, "-h"]]) {
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
