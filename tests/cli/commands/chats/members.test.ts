import { objectAt, objectsAt } from "../../../../core/json/access.ts";
import { documentOf, ok, runLine } from "../../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+chat-members-list", () => {
  it("warns of members that the service does not list", async () => {
    const result = await runLine(["+chat-members-list", "--chat-id", "oc_1"], [
      ok({ users: [], bots: [], has_more: false, truncations: [{ member_type: "user", limit: 7 }, {}] }),
    ]);
    const said = "members_truncated: for security reasons the service does not list all members of type";
    assertEquals(
      objectsAt(objectAt(documentOf(result), "meta"), "warnings").map(({ key, detail }) =>
        `${key}: ${detail}`
      ),
      [
        `${said} "user" (limit 7)`,
        `${said} "member"`,
      ],
    );
  });
});
