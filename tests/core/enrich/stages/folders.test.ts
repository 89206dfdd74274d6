import { createFolderLoader } from "../../../../core/enrich/stages/folders.ts";
import type { RawMessage } from "../../../../core/message/wire.ts";
import { settle } from "../../../support/fake-world.ts";
import {
  failure,
  fakeClient,
  heldClient,
  idRange,
  INTERRUPT,
  linesOf,
  ok,
  stageContext,
  textMessage,
} from "../fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function folder(id: string, key: string): RawMessage {
  return textMessage(id, { msg_type: "folder", body: { content: JSON.stringify({ file_key: key }) } });
}

const A = { file_key: "file_a", name: "a.pdf" };

describe("createFolderLoader", () => {
  it("lists each folder under its message", async () => {
    const client = fakeClient(() => ok({ items: [A, 7], all_count: 3 }));
    const found = await createFolderLoader(stageContext(client))([
      folder("om_1", "fld_1"),
      textMessage("om_2"),
    ]);
    assertEquals([...found], [["fld_1", { items: [A], total: 3 }]]);
    assertEquals(client.calls, [{
      method: "GET",
      path: "/open-apis/im/v1/files/:folder_key/folder",
      pathValues: { folder_key: "fld_1" },
      params: { srctype: "message", srcid: "om_1", recursive: "false" },
      repeatable: true,
    }]);
  });

  it("has no total where none was given as a number", async () => {
    const client = fakeClient(() => ok({ items: [], all_count: "many" }));
    const found = await createFolderLoader(stageContext(client))([folder("om_1", "fld_1")]);
    assertEquals(found.get("fld_1"), { items: [], total: undefined });
  });

  it("asks once for a folder that two messages show", async () => {
    const client = fakeClient(() => ok({ items: [] }));
    await createFolderLoader(stageContext(client))([folder("om_1", "fld_1"), folder("om_2", "fld_1")]);
    assertEquals(client.calls.length, 1);
  });

  it("leaves a folder out that could not be listed, with a warning and without a second try", async () => {
    const client = fakeClient(({ pathValues }) =>
      pathValues?.["folder_key"] === "fld_1"
        ? Promise.reject(failure("network", "timeout", "too late"))
        : ok({ items: [A] })
    );
    const context = stageContext(client);
    const found = await createFolderLoader(context)([folder("om_1", "fld_1"), folder("om_2", "fld_2")]);
    assertEquals([...found.keys()], ["fld_2"]);
    assertEquals(client.calls.length, 2);
    assertEquals(linesOf(context.warnings), ["folder_fetch_failed: fld_1: too late"]);
  });

  it("warns of an answer without data", async () => {
    const context = stageContext(fakeClient(() => ({ code: 0 })));
    assertEquals((await createFolderLoader(context)([folder("om_1", "fld_1")])).size, 0);
    assertEquals(linesOf(context.warnings), ["folder_fetch_failed: fld_1: empty data"]);
  });

  it("takes an unexpected exception for a failure of the folder", async () => {
    const context = stageContext(fakeClient(() => {
      throw new TypeError("no such thing");
    }));
    assertEquals((await createFolderLoader(context)([folder("om_1", "fld_1")])).size, 0);
    assertEquals(linesOf(context.warnings), ["folder_fetch_failed: fld_1: unexpected: no such thing"]);
  });

  it("has 8 calls open at most", async () => {
    const client = heldClient();
    const all = createFolderLoader(stageContext(client))(
      idRange("fld_", 9).map((key, index) => folder(`om_${index}`, key)),
    );
    await settle();
    assertEquals(client.waiting(), 8);
    await client.held[0]?.answer(ok({}));
    assertEquals([client.waiting(), client.calls.length], [8, 9]);
    for (const call of client.held.slice(1)) await call.answer(ok({}));
    assertEquals((await all).size, 9);
  });

  it("ends with the person's interrupt", async () => {
    const load = createFolderLoader(stageContext(fakeClient(() => Promise.reject(INTERRUPT))));
    assertStrictEquals(await assertRejects(() => load([folder("om_1", "fld_1")])), INTERRUPT);
  });
});
