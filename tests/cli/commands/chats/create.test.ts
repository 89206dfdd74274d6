import { objectAt } from "../../../../core/json/access.ts";
import { documentOf, ok, runLine, warningKeys } from "../../../support/run-line.ts";
import { json, type Reply } from "../../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+chat-create: the link to join", () => {
  const created = ok({ chat_id: "oc_1", name: "x" });
  const cases: readonly (readonly [
    name: string,
    replies: readonly Reply[],
    link: unknown,
    warnings: readonly string[],
  ])[] = [
    ["is there", [created, ok({ share_link: "https://a.b/c" })], "https://a.b/c", []],
    ["is refused", [created, json({ code: 232019, msg: "no" }, 400)], undefined, ["share_link_failed"]],
    ["is empty", [created, ok({ share_link: " " })], undefined, ["share_link_failed"]],
    ["cannot be asked for without an id", [ok({ name: "x" })], undefined, ["chat_id_missing"]],
  ];
  for (const [name, replies, link, warnings] of cases) {
    it(name, async () => {
      const result = await runLine(["+chat-create", "--name", "x", "--as", "bot"], replies);
      const document = documentOf(result);
      assertEquals([result.status, objectAt(document, "data")?.["share_link"]], [0, link]);
      assertEquals(warningKeys(result), warnings);
    });
  }
});
