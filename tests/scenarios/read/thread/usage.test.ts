import { IDENTITIES, idsFrom, idsIn, listRequests, THREAD, worldOf } from "../../../support/reading.ts";
import { errorOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+threads-messages-list";
const LINE = [COMMAND, "--thread", THREAD];
const PREFIX = "om_reply-";

describe("a wrong value: exit 2, the option named, nothing sent", () => {
  it("--thread", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const error = errorOf(await run([COMMAND, "--thread", "oc_x"]), 2);
      assertEquals([error["type"], error["param"], platform.log.length], ["validation", "--thread", 0]);
    }));
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
