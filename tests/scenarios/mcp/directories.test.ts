import { toolWorld } from "../../support/mcp-world.ts";
import { type ClientOptions, type ToolAnswer, withServer } from "../../support/mcp.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const FILE = { message_id: "om_0", file_key: "file_0", type: "file", output: "saved.bin" };

/** A server that writes, with directories `one` and `two` and `outside` below the scene's. */
function withDirectories(
  options: (at: (name: string) => string) => Pick<ClientOptions, "args" | "roots">,
  use: (
    session: Parameters<Parameters<typeof withServer>[2]>[0],
    at: (name: string) => string,
    scene: Scene,
  ) => Promise<void>,
): Promise<void> {
  return inScene(toolWorld(), async (scene) => {
    const at = (name: string) => join(scene.directory, name);
    for (const name of ["one", "two", "outside"]) await Deno.mkdir(at(name));
    const { args = [], ...others } = options(at);
    const all = { ...others, args: ["--allow-write", ...args], env: BOTH_TOKENS };
    await withServer(scene, all, (session) => use(session, at, scene));
  });
}

const download = (
  session: Parameters<Parameters<typeof withServer>[2]>[0],
  more: Record<string, unknown> = {},
) => session.call("messages_resources_download", { ...FILE, ...more });

const savedIn = ({ envelope }: ToolAnswer) => partOf(envelope, "data")["saved_path"];
const uri = (path: string) => `file://${path}`;

describe("files of a call", () => {
  it("are reached nowhere where there is neither -C nor a root", () =>
    withDirectories(() => ({}), async (session, _at, { directory }) => {
      for (
        const answer of [
          await download(session),
          await session.call("messages_send", { chat_id: "oc_0", file: "a" }),
        ]
      ) {
        const { type, subtype, hint } = partOf(answer.envelope, "error");
        assertEquals([type, subtype], ["validation", "failed_precondition"]);
        assertStringIncludes(String(hint), "-C DIR");
      }
      assertEquals(Array.from(Deno.readDirSync(directory), ({ name }) => name).sort(), [
        "one",
        "outside",
        "two",
      ]);
    }));

  it("are below -C", () =>
    withDirectories(() => ({ args: ["-C", "one"] }), async (session, at) => {
      assertEquals(savedIn(await download(session)), at("one/saved.bin"));
    }));

  it("are below the client's first root, or another one by its address, path or name", () =>
    withDirectories(
      (at) => ({ roots: [{ uri: uri(at("one")) }, { uri: uri(at("two")), name: "second" }] }),
      async (session, at) => {
        assertEquals(savedIn(await download(session)), at("one/saved.bin"));
        for (const root of [uri(at("two")), at("two"), "second"]) {
          const answer = await download(session, { root, overwrite: true });
          assertEquals(savedIn(answer), at("two/saved.bin"), root);
        }
      },
    ));

  it("are below the roots that are directories, whatever else the client offers", () =>
    withDirectories(
      (at) => ({ roots: [{ uri: "https://example.com/tree" }, { uri: uri(at("two")), name: "second" }] }),
      async (session, at) => {
        assertEquals(savedIn(await download(session)), at("two/saved.bin"));
      },
    ));

  it("are below -C where there are roots as well, unless the call names one", () =>
    withDirectories(
      (at) => ({ args: ["-C", "one"], roots: [{ uri: uri(at("two")) }] }),
      async (session, at) => {
        assertEquals(savedIn(await download(session)), at("one/saved.bin"));
        assertEquals(savedIn(await download(session, { root: at("two") })), at("two/saved.bin"));
      },
    ));

  it("are never outside: other directories, absolute paths, steps up, links", () =>
    withDirectories((at) => ({ roots: [{ uri: uri(at("one")) }] }), async (session, at, { platform }) => {
      await Deno.symlink(at("outside"), at("one/link"));
      const tries = [
        { root: at("outside") },
        { root: ".." },
        { output: at("outside/a") },
        { output: "../outside/a" },
        { output: "link/a" },
      ];
      for (const more of tries) {
        const { envelope, isError } = await download(session, more);
        assertEquals([isError, partOf(envelope, "error")["exit_status"]], [true, 2], JSON.stringify(more));
      }
      await Deno.writeTextFile(at("outside/secret"), "secret");
      for (
        const args of [{ file: "../outside/secret" }, { text: "@./../outside/secret" }, {
          file: "link/secret",
        }]
      ) {
        assertEquals((await session.call("messages_send", { chat_id: "oc_0", ...args })).isError, true);
      }
      assertEquals(Array.from(Deno.readDirSync(at("outside")), ({ name }) => name), ["secret"]);
      assertEquals(platform.sentMessages, []);
    }));

  it("are not there where the directory is not: such calls say so, others go on", () =>
    withDirectories((at) => ({ roots: [{ uri: uri(at("one")) }] }), async (session, at) => {
      await Deno.remove(at("one"));
      for (const more of [{}, { root: at("one") }]) {
        const { envelope } = await download(session, more);
        const { exit_status, message, param = "root" } = partOf(envelope, "error");
        assertEquals([exit_status, param], [2, "root"]);
        assertStringIncludes(String(message), at("one"));
      }
      assertEquals((await session.call("chat_list")).isError, false);
      await Deno.mkdir(at("one"));
      assertEquals(savedIn(await download(session)), at("one/saved.bin"));
    }));

  it("may be called by the real path of a root that is a link", () =>
    withDirectories(
      (at) => ({ roots: [{ uri: uri(at("one")) }, { uri: uri(at("link")) }] }),
      async (session, at) => {
        await Deno.symlink(at("two"), at("link"));
        assertEquals(savedIn(await download(session, { root: at("two") })), at("two/saved.bin"));
        assertEquals((await download(session, { root: at("outside") })).isError, true);
      },
    ));

  it("follow the client's roots when these change", () => {
    const roots: { uri: string }[] = [];
    return withDirectories(() => ({ roots }), async (session, at) => {
      assertEquals((await download(session)).isError, true);
      roots.push({ uri: "file://elsewhere/two" }, { uri: uri(at("two")) });
      await session.client.sendRootsListChanged();
      assertEquals(savedIn(await download(session)), at("two/saved.bin"));
    });
  });
});
