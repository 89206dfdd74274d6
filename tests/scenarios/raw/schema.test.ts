import { loadCommands } from "../../../cli/commands/mod.ts";
import { methodCommandName } from "../../../cli/raw/resources.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { errorOf, partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await loadCommands();

const nothing = { env: { IM_BASE_URL: "", IM_USER_ACCESS_TOKEN: "" } };
const SHORTCUTS = COMMANDS.map(({ name }) => name).filter((name) => name.startsWith("+"));

describe("im schema", () => {
  it("lists every method and every shortcut, without login and network", () =>
    inScene({}, async ({ run, platform }) => {
      const items = partOf(successDocument(await run(["schema"], nothing)), "data")["items"];
      const names = (items as { name: string }[]).map(({ name }) => name);
      assertEquals(names, [...SHORTCUTS, ...METHODS.map(({ id }) => id)].toSorted());
      assertEquals(platform.log, []);
    }));

  for (const method of METHODS) {
    it(`describes ${method.id}`, () =>
      inScene({}, async ({ run }) => {
        const data = partOf(successDocument(await run(["schema", `im.${method.id}`], nothing)), "data");
        assertEquals([data["http_method"], data["path"]], [method.http, method.path]);
        assertEquals([data["identities"], data["risk"]], [[...method.identities], method.risk]);
        assertEquals(data["scopes"], [...method.scopes]);
        const fields = (key: string) => Object.keys((data[key] as { properties?: object })?.properties ?? {});
        assertEquals(fields("path_params"), Object.keys(method.pathParams?.properties ?? {}));
        assertEquals(fields("query"), Object.keys(method.query?.properties ?? {}));
        assertEquals(fields("body"), Object.keys(method.body?.properties ?? {}));
        assertStringIncludes(
          String((data["examples"] as unknown[])[0]),
          `im ${methodCommandName(method.id)}`,
        );
      }));

    it(`shows the flags that ${method.id} really has`, () =>
      inScene({}, async ({ run }) => {
        const { stdout } = await run(["schema", method.id], nothing);
        const help = await run([...methodCommandName(method.id).split(" "), "--help"], nothing);
        for (const [, flag = ""] of stdout.matchAll(/"flag": "(--[a-z-]+)"/g)) {
          assertStringIncludes(help.stdout, ` ${flag}`);
        }
      }));
  }

  for (const name of SHORTCUTS) {
    it(`describes ${name}`, () =>
      inScene({}, async ({ run }) => {
        const data = partOf(successDocument(await run(["schema", name], nothing)), "data");
        const command = COMMANDS.find((one) => one.name === name);
        const { properties } = data["flags"] as { properties: object };
        assertEquals(data["name"], name);
        assertEquals(Object.keys(properties).length, Object.keys(command?.options ?? {}).length);
      }));
  }

  const spellings = [
    ["schema", "im.chat.members.create"],
    ["schema", "chat.members.create"],
    ["schema", "im", "chat.members", "create"],
    ["schema", "chat.members", "create"],
    ["im", "schema", "chat", "members", "create"],
  ];
  for (const words of spellings) {
    it(`understands ${words.join(" ")}`, () =>
      inScene({}, async ({ run }) => {
        assertEquals(
          partOf(successDocument(await run(words, nothing)), "data")["name"],
          "chat.members.create",
        );
      }));
  }

  it("lists the methods of a resource", () =>
    inScene({}, async ({ run }) => {
      const items = partOf(successDocument(await run(["schema", "pins"], nothing)), "data")["items"];
      assertEquals((items as { name: string }[]).map(({ name }) => name), [
        "pins.create",
        "pins.delete",
        "pins.list",
      ]);
    }));

  for (const name of ["pins.list", "+chat-list"]) {
    it(`shows ${name} as one record in formats of rows`, () =>
      inScene({}, async ({ run }) => {
        const { stdout } = await run(["schema", name, "--format", "ndjson"], nothing);
        const rows = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
        assertEquals(rows.map((row) => row.name), [name]);
      }));
  }

  it("does not call required what is filled in", () =>
    inScene({}, async ({ run }) => {
      const { body } = partOf(successDocument(await run(["schema", "messages.update"], nothing)), "data");
      assertEquals((body as { required: unknown }).required, ["content"]);
      const { stdout } = await run(["messages", "update", "--help"], nothing);
      const [about = ""] = /--msg-type <text> [\s\S]*?(?=\n {2}--)/.exec(stdout) ?? [];
      assertStringIncludes(about.replace(/\s+/g, " "), "taken from the content when left out");
      assert(!about.includes("required"), about);
    }));

  it("says that content may be an object, too", () =>
    inScene({}, async ({ run }) => {
      for (const id of ["messages.create", "messages.reply", "messages.update", "messages.patch"]) {
        const { stdout } = await run([...methodCommandName(id).split(" "), "--help"], nothing);
        assertStringIncludes(stdout.replace(/\s+/g, " "), "In --data it may be an object");
      }
    }));

  it("suggests what was meant", () =>
    inScene({}, async ({ run }) => {
      const error = errorOf(await run(["schema", "im.message.create"], nothing), 2);
      assertStringIncludes(String(error["hint"]), "did you mean messages.create?");
    }));
});

describe("help of raw methods", () => {
  for (const method of METHODS) {
    it(`shows method, path and examples of ${method.id}`, () =>
      inScene({}, async ({ run }) => {
        const { status, stdout, stderr } = await run(
          [...methodCommandName(method.id).split(" "), "--help"],
          nothing,
        );
        assertEquals([status, stderr], [0, ""]);
        assertStringIncludes(stdout, `${method.http} ${method.path}`);
        assertStringIncludes(stdout, "EXAMPLES");
        assert(stdout.includes("-y, --yes") === (method.risk === "high-risk-write"));
      }));
  }

  it("a bare resource prints its methods", () =>
    inScene({}, async ({ run }) => {
      for (
        const words of [["pins"], ["pins", "--help"], ["help", "pins"], ["--quiet", "pins"], ["im", "pins"]]
      ) {
        const { status, stdout } = await run(words, nothing);
        assertEquals(status, 0, words.join(" "));
        for (const word of ["create", "delete", "list"]) assertStringIncludes(stdout, `  ${word} `);
      }
    }));

  it("the program's help names every resource", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run(["--help"], nothing);
      for (const { id } of METHODS) assertStringIncludes(stdout, `  ${id.replace(/\.[^.]+$/, "")} `);
    }));

  const typos: readonly (readonly [words: readonly string[], hint: string])[] = [
    [["chatz", "get"], "did you mean chats?"],
    [["chat.member", "create"], "did you mean chat.members?"],
    [["chats", "gte"], "did you mean chats get?"],
    [["chats.get"], "did you mean chats get?"],
    [["messages", "froward"], "did you mean messages forward?"],
    [["chats", "get", "--chatid", "oc_1"], "did you mean --chat-id?"],
    [["pins", "--chat-id", "oc_1"], "see im pins --help"],
  ];
  for (const [words, hint] of typos) {
    it(`im ${words.join(" ")}: exit 2, ${hint}`, () =>
      inScene({}, async ({ run }) => {
        assertStringIncludes(String(errorOf(await run(words, nothing), 2)["hint"]), hint);
      }));
  }
});
