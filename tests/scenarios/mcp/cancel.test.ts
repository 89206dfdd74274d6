import { toolWorld } from "../../support/mcp-world.ts";
import { type Session, withServer } from "../../support/mcp.ts";
import { until } from "../../support/bdd.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SEND_PATH = "/open-apis/im/v1/messages";

/** Begins a call, cancels it when the service has the request, and waits until the request's end is noticed there. */
async function cancelled(
  { call }: Session,
  platform: { readonly log: readonly unknown[]; idle(): Promise<void> },
  name: string,
  args: Record<string, unknown>,
  isSent: () => boolean,
): Promise<void> {
  const abort = new AbortController();
  const pending = call(name, args, { signal: abort.signal });
  pending.catch(() => {});
  await until(isSent, pending);
  abort.abort("not wanted any more");
  await assertRejects(() => pending);
  await platform.idle();
}

describe("a call that the client cancels", () => {
  const stalled = (path: string) => ({
    ...toolWorld(),
    faults: [{ name: "stall-before-headers" as const, when: { path } }],
  });

  it("ends its requests at once, and the server goes on", () =>
    inScene(stalled("/im/v1/chats"), (scene) =>
      withServer(scene, {}, async (session) => {
        const { platform } = scene;
        const isStalled = () => platform.isSilent();
        await cancelled(session, platform, "chat_list", {}, isStalled);
        // A request that its client left has no status.
        assertEquals(platform.log.map(({ status }) => status), [0]);
        assertEquals((await session.call("whoami")).isError, false);
      })));

  it("ends in the middle of a walk over pages, and asks for no further one", () =>
    inScene(stalled("page_token="), (scene) =>
      withServer(scene, {}, async (session) => {
        const args = { page_size: 1, page_limit: 0 };
        await cancelled(session, scene.platform, "chat_list", args, scene.platform.isSilent);
        assertEquals(scene.platform.log.map(({ status }) => status), [200, 0]);
        scene.platform.clearFaults();
        const { envelope } = await session.call("chat_list", args);
        assertEquals(partOf(partOf(envelope, "meta"), "pagination")["complete"], true);
      })));

  it("keeps what a download has, without a file of the final name", () =>
    inScene({
      ...toolWorld(),
      faults: [{ name: "stall-mid-body", atByte: 1000, when: { path: "/resources/" } }],
    }, (scene) =>
      withServer(scene, { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS }, async (session) => {
        const file = { message_id: "om_0", file_key: "file_0", type: "file", output: "saved.bin" };
        await cancelled(
          session,
          scene.platform,
          "messages_resources_download",
          file,
          scene.platform.isSilent,
        );
        await session.end();
        const names = Array.from(Deno.readDirSync(scene.directory), ({ name }) =>
          name);
        assertEquals(names.filter((name) => !name.startsWith(".")), []);
        assertEquals(names.some((name) => name.startsWith(".")), true);
      })));

  it("of a write that was sent is told as a write of unknown outcome", () =>
    inScene(
      stalled(SEND_PATH),
      (scene) =>
        withServer(scene, { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS }, async (session) => {
          const args = { chat_id: "oc_0", text: "hi" };
          await cancelled(session, scene.platform, "messages_send", args, scene.platform.isSilent);
          await until(() => session.logged.length > 0, session.client.ping());
          await session.client.ping();
          const [entry] = session.logged;
          assertEquals(entry?.level, "warning");
          assertStringIncludes(JSON.stringify(entry?.data), "messages_send");
        }),
    ));

  it("by ending its input is answered with what it was interrupted by, and the server ends with 0", () =>
    inScene(stalled("/im/v1/chats"), (scene) =>
      withServer(scene, {}, async ({ call, end }) => {
        const pending = call("chat_list");
        await until(scene.platform.isSilent, pending);
        assertEquals(await end(), 0);
        const { type, exit_status } = partOf((await pending).envelope, "error");
        assertEquals([type, exit_status], ["interrupted", 143]);
      })));

  it("does not end others that are under way", () =>
    inScene(stalled("/im/v1/chats?"), (scene) =>
      withServer(scene, {}, async (session) => {
        const abort = new AbortController();
        const one = session.call("chat_list", {}, { signal: abort.signal });
        one.catch(() => {});
        await until(scene.platform.isSilent, one);
        const other = session.call("chat_members_list", { chat_id: "oc_0" });
        abort.abort();
        await assertRejects(() => one);
        assertEquals((await other).isError, false);
      })));
});
