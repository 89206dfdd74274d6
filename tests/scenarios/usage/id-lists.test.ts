import { allCommands } from "../../../cli/commands/mod.ts";
import { isIdList } from "../../../cli/options/list.ts";
import { optionName } from "../../../cli/options/option.ts";
import { namedWorld } from "../../support/named-world.ts";
import { partOf, successDocument } from "../../support/results.ts";
import { inScene, type Scene, type SceneRunOptions } from "../../support/scene.ts";
import { usageError } from "../../support/usage.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const STATUS = ["+messages-read-status", "--dry-run", "--message-ids"];

/** The ids that a preview would send. */
async function idsSent(scene: Scene, line: readonly string[], more: SceneRunOptions = {}): Promise<unknown> {
  const document = successDocument(await scene.run(line, more));
  const [call] = partOf(document, "data")["api"] as { readonly body: Record<string, unknown> }[];
  return call?.body["message_ids"];
}

/** What is wrong with a list. */
async function problem(
  content: string | Uint8Array,
  line: readonly string[] = [...STATUS, "@ids.txt"],
  more: SceneRunOptions = {},
): Promise<string> {
  return await inScene({}, async ({ run, directory }) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(directory, "ids.txt"), bytes);
    const { status, stdout, stderr } = await run(line, more);
    assertEquals([status, stdout], [2, ""]);
    const { message, hint, param } = partOf(JSON.parse(stderr), "error");
    assertEquals(typeof hint, "string");
    return `${param}: ${message}`;
  });
}

describe("a list of ids comes from a file", () => {
  const forms: readonly (readonly [what: string, content: string])[] = [
    ["one a line", "om_1\nom_2\nom_3\n"],
    ["with commas", "om_1,om_2\nom_3"],
    ["with comments, blank lines and blanks", "# mine\n\n  om_1  \n # more\nom_2,\n,\nom_3"],
    ["with the ends of lines of Windows, and a byte order mark", "\uFEFFom_1\r\nom_2\r\nom_3\r\n"],
    ["with NUL", "om_1\0om_2\0om_3\0"],
  ];
  for (const [what, content] of forms) {
    it(what, () =>
      inScene({}, async (scene) => {
        await Deno.writeTextFile(join(scene.directory, "ids.txt"), content);
        assertEquals(await idsSent(scene, [...STATUS, "@ids.txt"]), ["om_1", "om_2", "om_3"]);
        assertEquals(await idsSent(scene, [...STATUS, "-"], { stdin: content }), ["om_1", "om_2", "om_3"]);
      }));
  }

  it("beside ids of the line, in the order given; a list that is named twice is read once", () =>
    inScene({}, async (scene) => {
      await Deno.writeTextFile(join(scene.directory, "ids.txt"), "om_2\nom_3");
      const line = [
        ...STATUS,
        "om_1",
        ...["@ids.txt", "om_4", "@ids.txt"].flatMap((one) => ["--message-ids", one]),
      ];
      assertEquals(await idsSent(scene, line), ["om_1", "om_2", "om_3", "om_4"]);
    }));

  it("of the directory of -C", () =>
    inScene({}, async (scene) => {
      await Deno.mkdir(join(scene.directory, "lists"));
      await Deno.writeTextFile(join(scene.directory, "lists", "ids.txt"), "om_1");
      assertEquals(await idsSent(scene, [...STATUS, "@ids.txt", "-C", "lists"]), ["om_1"]);
      assertEquals(await idsSent(scene, [...STATUS, "@lists/ids.txt"]), ["om_1"]);
      const env = { IM_DIRECTORY: "lists" };
      assertEquals(await idsSent(scene, [...STATUS, "@ids.txt"], { env }), ["om_1"]);
    }));

  it("and names of chats and people, too", () =>
    inScene(namedWorld, async (scene) => {
      await Deno.writeTextFile(join(scene.directory, "people.txt"), '李雷\n"Anabel"\n# "#general"\nou_ana\n');
      const line = ["+chat-create", "--name", "x", "--users", "@people.txt", "--as", "user"];
      const { resolved } = partOf(successDocument(await scene.run(line)), "meta");
      assertEquals((resolved as { id: string }[]).map(({ id }) => id), ["ou_lilei", "ou_anabel"]);
    }));

  it("while @@ begins a name with @", () =>
    inScene(namedWorld, async ({ run }) => {
      const { stderr } = await run(["+chat-create", "--name", "x", "--users", "@@team"]);
      assertStringIncludes(stderr, 'the name \\"@team\\"');
    }));
});

describe("a list that cannot be used is exit 2, and says where", () => {
  it("a line that is no id", async () => {
    assertEquals(
      await problem("om_1\n# x\nom_2, nonsense\n"),
      '--message-ids: --message-ids must be a message id: "nonsense" (ids.txt, line 3)',
    );
  });

  it("several lines", async () => {
    assertEquals(
      await problem("x\nom_1\ny\nz"),
      '--message-ids: --message-ids must be a message id: "x" (ids.txt, line 1); 2 more lines are wrong, too',
    );
  });

  it("a line of standard input", async () => {
    assertStringIncludes(
      await problem("", [...STATUS, "-"], { stdin: "om_1\nx" }),
      "(standard input, line 2)",
    );
  });

  it("no ids", async () => {
    assertEquals(await problem("# none\n\n"), "--message-ids: --message-ids: the list has no ids: ids.txt");
    assertEquals(await problem(""), "--message-ids: --message-ids: the list has no ids: ids.txt");
    assertStringIncludes(await problem("", [...STATUS, "-"]), "the list has no ids: standard input");
  });

  it("no text", async () => {
    assertStringIncludes(await problem(new Uint8Array([0xff, 0xfe, 0x41])), "the text is not UTF-8");
  });

  it("more than 1 MiB", async () => {
    const long = "om_1\n".repeat(220_000);
    assertStringIncludes(await problem(long), 'the list has more than 1.0 MiB: "ids.txt"');
    assertStringIncludes(
      await problem("", [...STATUS, "-"], { stdin: long }),
      "the list has more than 1.0 MiB: standard input",
    );
  });

  it("more ids than the command takes", async () => {
    const many = Array.from({ length: 51 }, (_, n) => `om_${n}`).join("\n");
    assertStringIncludes(await problem(many), "has 51 ids, but only 50 are allowed");
  });

  it("a file that is not there, outside of the directory, or not named", async () => {
    assertStringIncludes(await problem("", [...STATUS, "@none.txt"]), 'no such file: "none.txt"');
    assertStringIncludes(await problem("", [...STATUS, "@../ids.txt"]), "--message-ids");
    assertStringIncludes(await problem("", [...STATUS, "@/etc/passwd"]), "--message-ids");
    assertStringIncludes(await problem("", [...STATUS, "@"]), "names no file");
  });

  it("with what else is wrong with the line", async () => {
    const message = await problem("x", [...STATUS, "@ids.txt", "--timeout", "never"]);
    assertStringIncludes(message, "(ids.txt, line 1)");
  });

  it("standard input for two options", async () => {
    const { message } = await usageError(["+chat-create", "--name", "x", "--users", "-", "--bots", "-"]);
    assertEquals(message, "--users and --bots cannot both read standard input");
    const send = ["+messages-send", "--chat-id", "oc_1", "--markdown", "-", "--attachment", "-"];
    assertStringIncludes(
      await problem("", send, { stdin: "file_1" }),
      "--attachment has read standard input",
    );
  });
});

/** Names of options that take ids. */
const IDS = /id(s|_list)?$|^(users|bots|sender|from|exclude|(set-)?attachments?)$/;
const LISTS = (await allCommands()).flatMap(({ name, options }) =>
  Object.entries(options).filter(([, option]) => option.isList && !option.isPositional)
    .map(([key, option]) => ({ name, option, title: optionName(key).slice(2) }))
);

describe("every list of ids is one, by its type", () => {
  it("of shortcuts and archives", () => {
    const own = LISTS.filter(({ name }) => name.startsWith("+") || name.startsWith("archive"));
    for (const { name, option, title } of own) {
      assertEquals(isIdList(option), IDS.test(title), `${name} --${title}`);
    }
  });

  it("of raw methods", () => {
    const own = LISTS.filter(({ option }) => isIdList(option)).map(({ title }) => title);
    const expected = ["bot-id-list", "chat-ids", "id-list", "manager-ids", "message-ids", "user-id-list"];
    for (const title of expected) assertEquals(own.includes(title), true, title);
  });
});
