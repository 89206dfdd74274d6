import {
  accountKey,
  knownChatsPath,
  readKnownChats,
  rememberChats,
} from "../../../core/account/known-chats.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const KEY = accountKey("https://open.feishu.cn", "cli_1");
const [A, B] = [{ id: "oc_a", name: "Alpha" }, { id: "oc_b", name: "Beta" }];

function inRoot(use: (root: string, world: ReturnType<typeof fakeWorld>) => Promise<void>): Promise<void> {
  return inTemporaryDirectory((directory) => use(join(directory, "im"), fakeWorld({ files: Deno })));
}

describe("known chats", () => {
  it("are those seen last, each once, with their present name", () =>
    inRoot(async (root, world) => {
      await rememberChats(world, root, KEY, [A, B]);
      await rememberChats(world, root, KEY, [{ ...B, name: "Beta 2" }]);
      assertEquals(await readKnownChats(world, root, KEY), [{ ...B, name: "Beta 2" }, A]);
    }));

  it("belong to an account: a host and an app", () =>
    inRoot(async (root, world) => {
      await rememberChats(world, root, KEY, [A]);
      await rememberChats(world, root, accountKey("https://open.feishu.cn", undefined), [B]);
      assertEquals(await readKnownChats(world, root, KEY), [A]);
      assertEquals(await readKnownChats(world, root, accountKey("https://open.larksuite.com", "cli_1")), []);
    }));

  it("are limited: 500 of an account, 10 accounts", () =>
    inRoot(async (root, world) => {
      const many = Array.from({ length: 600 }, (_none, index) => ({ id: `oc_${index}`, name: "x" }));
      await rememberChats(world, root, KEY, many);
      assertEquals((await readKnownChats(world, root, KEY)).length, 500);
      for (let index = 0; index < 12; index++) await rememberChats(world, root, `host cli_${index}`, [A]);
      const { accounts } = JSON.parse(await Deno.readTextFile(knownChatsPath(root)));
      assertEquals(Object.keys(accounts)[0], "host cli_11");
      assertEquals(Object.keys(accounts).length, 10);
    }));

  it("are for the person alone", () =>
    inRoot(async (root, world) => {
      await rememberChats(world, root, KEY, [A]);
      const modes = [root, knownChatsPath(root)].map((path) => (Deno.statSync(path).mode ?? 0) & 0o777);
      if (Deno.build.os !== "windows") assertEquals(modes, [0o700, 0o600]);
    }));

  it("are written only where something is new", () =>
    inRoot(async (root, world) => {
      await rememberChats(world, root, KEY, [A, B]);
      await Deno.utime(knownChatsPath(root), 1, 1);
      await rememberChats(world, root, KEY, [B]);
      assertEquals((await Deno.stat(knownChatsPath(root))).mtime?.getTime(), 1000);
      await rememberChats(world, root, KEY, []);
      assertEquals((await Deno.stat(knownChatsPath(root))).mtime?.getTime(), 1000);
    }));

  for (
    const text of [
      "",
      "{",
      "[]",
      '{"accounts":{"open.feishu.cn cli_1":[1,{"id":"oc_a;rm","name":"x"},{"id":"oc_b"}]}}',
    ]
  ) {
    it(`are none in a file like ${JSON.stringify(text)}`, () =>
      inRoot(async (root, world) => {
        await Deno.mkdir(root);
        await Deno.writeTextFile(knownChatsPath(root), text);
        assertEquals(await readKnownChats(world, root, KEY), []);
        await rememberChats(world, root, KEY, [A]);
        assertEquals(await readKnownChats(world, root, KEY), [A]);
      }));
  }

  it("do not fail where they cannot be kept", () =>
    inTemporaryDirectory(async (directory) => {
      const root = join(directory, "file", "im");
      await Deno.writeTextFile(join(directory, "file"), "");
      await rememberChats(fakeWorld({ files: Deno }), root, KEY, [A]);
      assertEquals(await readKnownChats(fakeWorld({ files: Deno }), root, KEY), []);
    }));
});
