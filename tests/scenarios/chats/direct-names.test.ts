import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+chat-list", "--types", "p2p,group"];
const PEOPLE = "/open-apis/contact/v3/users/basic_batch";
const asked = ({ platform }: Scene) => platform.log.filter(({ path }) => path === PEOPLE).length;

describe("direct chats for people are called by the other person", () => {
  for (const format of ["pretty", "table"]) {
    it(`${format}, by one call for all of them`, () =>
      inScene(demoWorld, async (scene) => {
        const { status, stdout } = await scene.run([...LINE, "--format", format]);
        assertEquals(status, 0);
        assertMatch(stdout, /^Leo +oc_20d9f6a8315c4be7a94f8d02e7c615b3/m);
        assertMatch(stdout, /^晓云 +oc_/m);
        assertMatch(stdout, /^bot cli_a4f1c92d7b3e500d +oc_/m);
        assertEquals(asked(scene), 1);
      }));
  }
  for (const format of ["json", "ndjson", "csv"]) {
    it(`${format} has the chats as the service sends them`, () =>
      inScene(demoWorld, async (scene) => {
        assertEquals((await scene.run([...LINE, "--format", format])).stdout.includes("Leo"), false);
        assertEquals(asked(scene), 0);
      }));
  }
  it("the dry run lists the call, for the formats that make it", () =>
    inScene(demoWorld, async ({ run }) => {
      assertStringIncludes((await run([...LINE, "--dry-run", "--format", "pretty"])).stdout, PEOPLE);
      assertEquals((await run([...LINE, "--dry-run"])).stdout.includes(PEOPLE), false);
      assertEquals(
        (await run(["+chat-list", "--dry-run", "--format", "pretty"])).stdout.includes(PEOPLE),
        false,
      );
    }));
  it("a refused call leaves the ids in place of the names, and says so", () =>
    inScene(
      { ...demoWorld, faults: [{ name: "error", code: 99991679, when: { endpoint: PEOPLE } }] },
      async ({ run }) => {
        const { status, stdout, stderr } = await run([...LINE, "--format", "pretty"]);
        assertEquals(status, 0);
        assertMatch(stdout, /^ou_91fa4b62c7e85d30a6b9f2184cd7e305 +oc_20d9f6a8315c4be7a94f8d02e7c615b3/m);
        assertStringIncludes(stderr, "sender_names_failed");
        assert(!/^ +oc_/m.test(stdout), stdout);
      },
    ));
});
