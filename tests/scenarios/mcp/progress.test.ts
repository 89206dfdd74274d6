import type { Progress } from "@modelcontextprotocol/sdk/types";
import { toolWorld } from "../../support/mcp-world.ts";
import { withServer } from "../../support/mcp.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("progress", () => {
  it("of a walk over pages is a step a page", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const notes: Progress[] = [];
        const onprogress = (note: Progress) => void notes.push(note);
        await call("chat_list", { page_size: 1, page_limit: 0 }, { onprogress });
        assertEquals(notes.map(({ progress }) => progress), [1, 2]);
        assertStringIncludes(notes[1]?.message ?? "", "page 2");
      })));

  it("of a download is its bytes, to the last one", () =>
    inScene(
      toolWorld(),
      (scene) =>
        withServer(scene, { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS }, async ({ call }) => {
          const notes: Progress[] = [];
          const onprogress = (note: Progress) => void notes.push(note);
          const file = { message_id: "om_0", file_key: "file_0", type: "file" };
          await call("messages_resources_download", file, { onprogress });
          const { progress, total } = notes.at(-1) ?? { progress: 0 };
          assertEquals([progress, total], [2000, 2000]);
          assert(notes.every((note, at) => note.progress > (notes[at - 1]?.progress ?? 0)));
        }),
    ));

  it("is not sent to a client that does not ask for it", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call, lines }) => {
        await call("chat_list", { page_size: 1, page_limit: 0 });
        assertEquals(lines().filter((line) => line.includes("notifications/progress")), []);
      })));
});
