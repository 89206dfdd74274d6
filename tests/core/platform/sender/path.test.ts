import { rejectionOf } from "../../detail-of.ts";
import { ok, READ, start } from "../client-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a slash in a value of the path", () => {
  it("is refused before anything is sent, where an id stands", async () => {
    const { client, seen } = start([ok]);
    const detail = await rejectionOf(() => client.call({ ...READ, pathValues: { id: "a/b" } }));
    assertEquals([detail.type, seen.length], ["validation", 0]);
  });

  it("is encoded where the request allows it", async () => {
    const { client, seen } = start([ok]);
    await client.call({ ...READ, pathValues: { id: "a/b" }, pathSlashes: "encoded" });
    assertEquals(seen.map(({ url }) => new URL(url).pathname), ["/open-apis/im/v1/chats/a%2Fb"]);
  });
});
