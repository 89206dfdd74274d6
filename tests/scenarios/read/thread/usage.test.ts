import { IDENTITIES, idsFrom, idsIn, listRequests, THREAD, worldOf } from "../../../support/reading.ts";
import { errorOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+threads-messages-list";
const LINE = [COMMAND, "--thread", THREAD];
const PREFIX = "om_reply-";

describe("wrong values: exit 2, the flag as it was spelled and the value named, nothing sent", () => {
  const ids = [
    "",
    " ",
    "x",
    "om_",
    "omt_",
    "oc_x",
    "OMT_x",
    "omt_a/b",
    "om_../x",
    "omt_a b",
    "om_a?b",
    "om_a\nb",
  ];
  const cases: [flag: string, bad: string[]][] = [
    ["--thread", ids],
    ["--thread-id", ids],
    ["--order", ["", "DESC", "newest", " asc"]],
    ["--sort", ["", "sender", "Asc"]],
    ["--page-size", ["", "0", "51", "500", "-1", "1.5", "ten"]],
    ["--limit", ["0", "51"]],
    ["--page-limit", ["", "-1", "1001", "1.5"]],
    ["--page-token", ["", " "]],
    ["--page-delay", ["", "-1", "60001", "2s"]],
  ];
  for (const [flag, bad] of cases) {
    for (const value of bad) {
      for (const more of [[], ["--dry-run"]]) {
        it(
          [`${flag} ${JSON.stringify(value)}`, ...more].join(" "),
          () =>
            inScene(worldOf(1), async ({ run, platform }) => {
              const words = flag.startsWith("--thread") ? [COMMAND] : LINE;
              const error = errorOf(await run([...words, `${flag}=${value}`, ...more]), 2);
              assertEquals([error["type"], error["param"]], ["validation", flag]);
              assertStringIncludes(String(error["message"]), flag);
              assertEquals(platform.log.length, 0);
            }),
        );
      }
    }
  }

  it("no thread at all", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const error = errorOf(await run([COMMAND]), 2);
      assertEquals([error["type"], error["param"], platform.log.length], ["validation", "--thread", 0]);
    }));

  for (const flag of ["--start", "--end", "--start-time", "--sort-order", "--chat-id", "--user-id"]) {
    it(`${flag} is none of this command: the service has it for chats only`, () =>
      inScene(worldOf(1), async ({ run, platform }) => {
        const error = errorOf(await run([...LINE, flag, "1779238800"]), 2);
        assertEquals([error["type"], error["param"], platform.log.length], ["validation", flag, 0]);
      }));
  }
});

describe("every alias does what its flag does", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`--thread-id, --sort, --limit, as ${identity}`, () =>
      inScene(worldOf(3), async ({ run, platform }) => {
        const words = [COMMAND, "--thread-id", ` ${THREAD} `, "--sort", "desc", "--limit", "2"];
        const document = successDocument(await run(words, { env }));
        assertEquals(idsIn(document), idsFrom(PREFIX, 1, 3).reverse());
        const { container_id, sort_type, page_size } = listRequests(platform)[0]?.query ?? {};
        assertEquals([container_id, sort_type, page_size], [THREAD, "ByCreateTimeDesc", "2"]);
      }));
  }

  const conflicts: [names: [string, string], values: [string, string]][] = [
    [["--thread", "--thread-id"], [THREAD, "omt_other"]],
    [["--order", "--sort"], ["asc", "desc"]],
    [["--page-size", "--limit"], ["1", "2"]],
  ];
  for (const [names, [one, other]] of conflicts) {
    it(`${names.join(" and ")} with different values are refused, both named`, () =>
      inScene(worldOf(1), async ({ run, platform }) => {
        const base = names[0] === "--thread" ? [COMMAND] : LINE;
        const error = errorOf(await run([...base, names[0], one, names[1], other]), 2);
        assert(names.includes(String(error["param"])));
        for (const name of names) assertStringIncludes(String(error["message"]), name);
        assertEquals(platform.log.length, 0);
      }));
  }
});

describe("an identity that has no token: exit 3, the variable named", () => {
  const cases: [identity: string, named: string][] = [
    ["user", "IM_USER_ACCESS_TOKEN"],
    ["bot", "IM_APP_ID"],
  ];
  for (const [identity, named] of cases) {
    it(`--as ${identity}`, () =>
      inScene(worldOf(1), async ({ run, platform }) => {
        const error = errorOf(
          await run([...LINE, "--as", identity], { env: { IM_USER_ACCESS_TOKEN: "" } }),
          3,
        );
        assertStringIncludes(`${error["message"]} ${error["hint"]}`, named);
        assertEquals(platform.log.length, 0);
      }));
  }
});

describe("help", () => {
  it("shows each flag, and says that the root is listed and that there is no time range", () =>
    inScene({}, async ({ run }) => {
      const { status, stdout, stderr } = await run([COMMAND, "--help"]);
      assertEquals([status, stderr], [0, ""]);
      for (
        const flag of ["--thread", "--order", "--page-size", "--page-token", "--page-all", "--page-limit"]
      ) {
        assertStringIncludes(stdout, flag);
      }
      for (const flag of ["--page-delay", "--no-reactions", "--download-resources"]) {
        assertStringIncludes(stdout, flag);
      }
      assert(!stdout.includes("--thread-id") && !stdout.includes("--sort"), stdout);
      assertStringIncludes(stdout, "root");
      assertStringIncludes(stdout, "no time range");
    }));
});
