/** What a search leaves out is told in every format. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { inScene } from "../support/scene.ts";
import { news, roomOf, SEARCH } from "./read-search-scene.ts";

const MGET = "/open-apis/im/v1/messages/mget";
const LONG = `news ${"x".repeat(60)}`;

describe("+messages-search: what is cut is told in every format", () => {
  for (const format of ["json", "ndjson", "csv", "table", "pretty", "concise"]) {
    it(`the service's notice, as ${format}`, () =>
      inScene(roomOf([news("1", 1, { content: { text: LONG } })]), async ({ run }) => {
        const { stderr, status } = await run(["+messages-search", "--query", LONG, "--format", format]);
        assertEquals(status, 0);
        assertStringIncludes(stderr, "warning: search_notice: The query was cut to 50 characters.\n");
      }));
  }

  it("the ids of messages that were found and could not be fetched, in the table", () => {
    const faults = [{ name: "error", code: 230001, when: { endpoint: MGET } }] as const;
    return inScene(roomOf([news("1", 1), news("2", 2)], { faults }), async ({ run }) => {
      const { stdout, status } = await run([...SEARCH, "--format", "pretty"]);
      assertEquals(status, 1);
      assertStringIncludes(
        stdout,
        "no message found could be fetched\n\nfound, but not fetched:\nom_2\nom_1\n",
      );
    });
  });

  it("a message that is found on two pages once", () =>
    inScene(roomOf([news("1", 1), news("2", 2), news("3", 3)]), async ({ run, platform }) => {
      platform.addFault({ name: "repeated-token", when: { endpoint: "/open-apis/im/v1/messages/search" } });
      const { stdout } = await run([...SEARCH, "--page-size", "2", "--page-all"]);
      const ids = JSON.parse(stdout).data.messages.map((one: { message_id: string }) => one.message_id);
      assertEquals(ids, ["om_3", "om_2"]);
    }));
});
