import { candidatesFor } from "../../../../cli/commands/completions/candidates.ts";
import { FORMAT_NAMES } from "../../../../cli/options/global.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const KNOWN = {
  chats: () =>
    Promise.resolve([
      { value: "oc_1", text: "Release 2.4" },
      { value: "oc_2", text: "发布" },
      { value: "oc_3", text: "Ｏｐｓ" },
      { value: "oc_4", text: "Release 2.5" },
    ]),
  profiles: () => Promise.resolve([{ value: "lab", text: "cli_1" }, { value: "work", text: "cli_2" }]),
  users: () => Promise.resolve([{ value: "ou_1", text: "Li" }]),
};

/** A line up to the cursor; a blank at its end begins a new word. */
async function offers(line: string) {
  const { candidates, paths } = await candidatesFor(line.split(" ").slice(1), KNOWN);
  return { values: candidates.map(({ value }) => value), paths };
}

describe("candidates", () => {
  const all: readonly (readonly [line: string, values: readonly string[]])[] = [
    ["im +chat-mem", ["+chat-members-list"]],
    ["im chat-mem", ["+chat-members-list"]],
    ["im messages-se", []],
    ["im im +chat-mem", ["+chat-members-list"]],
    ["im --quiet +chat-mem", ["+chat-members-list"]],
    ["im --as us", ["user"]],
    ["im --as user +chat-mem", ["+chat-members-list"]],
    ["im profile ", ["add", "list", "use", "rename", "remove"]],
    ["im profile r", ["rename", "remove"]],
    ["im chats g", ["get"]],
    ["im help f", ["formats", "files", "feed.groups"]],
    ["im help chats g", ["get"]],
    ["im help +chat-list ", []],
    ["im help output ", []],
    ["im help --ma", ["--map", "--max-tokens"]],
    ["im --ma", ["--max-tokens"]],
    ["im nope ", []],
    ["im +chat-list --so", ["--sort"]],
    ["im +chat-list --sort create_time --so", []],
    ["im +chat-list --sort ", ["create_time", "active_time"]],
    ["im +chat-list --sort=a", ["--sort=active_time"]],
    ["im +chat-list --types ", ["group", "p2p"]],
    ["im +chat-list --types p2p,", ["p2p,group"]],
    ["im +chat-list --types=p2p,g", ["--types=p2p,group"]],
    ["im +chat-list --exclude-muted=", ["--exclude-muted=true", "--exclude-muted=false"]],
    ["im +chat-list --format ", FORMAT_NAMES],
    ["im +chat-list --columns chat_i", ["chat_id"]],
    ["im +chat-list --columns=name,chat_i", ["--columns=name,chat_id"]],
    ["im +messages-send --columns ", []],
    ["im +chat-list --fields na", ["name"]],
    ["im +chat-list --fields=name,sl", ["--fields=name,slim"]],
    ["im api GET x --fields ", ["slim"]],
    ["im +chat-list --page-size ", []],
    ["im +chat-list --nope", []],
    ["im +chat-list --profile ", ["lab", "work"]],
    ["im +chat-list --user ", ["ou_1"]],
    ["im profile use w", ["work"]],
    ["im profile use lab ", []],
    ["im +messages-send --chat-id ", ["oc_1", "oc_2", "oc_3", "oc_4"]],
    ["im +messages-send --chat-id oc_2", ["oc_2"]],
    ["im +messages-send --chat-id 发", ["oc_2"]],
    ["im +messages-send --chat-id ops", ["oc_3"]],
    ["im +messages-send --chat-id 2.4", ["oc_1"]],
    ["im +messages-send --chat-id release", []],
    ["im +messages-send --chat-id=release\u00a02.5", ["--chat-id=oc_4"]],
    ["im +messages-search --chat-id oc_1,oc_2", ["oc_1,oc_2"]],
    ["im chats get --chat-id oc_3", ["oc_3"]],
    ["im completions ", ["bash", "zsh", "fish"]],
    ["im api P", ["POST", "PUT", "PATCH"]],
    ["im api GET ", []],
    ["im schema chats.li", ["chats.link", "chats.list"]],
    ["im +messages-send --text ", []],
    ["im +messages-send --text -h --dry", ["--dry-run"]],
  ];
  for (const [line, values] of all) {
    it(`of "${line}" are ${values.join(" ") || "none"}`, async () => {
      assertEquals((await offers(line)).values, values);
    });
  }

  const paths: readonly (readonly [line: string, kind: "files" | "directories", prefix: string])[] = [
    ["im +messages-send --image ./a", "files", ""],
    ["im +messages-send --file=./a", "files", "--file="],
    ["im +messages-send --text @a", "files", "@"],
    ["im +messages-send --markdown=@", "files", "--markdown=@"],
    ["im -C d", "directories", ""],
    ["im +messages-resources-download --output ", "files", ""],
  ];
  for (const [line, kind, prefix] of paths) {
    it(`of "${line}" are ${kind}`, async () => {
      assertEquals(await offers(line), { values: [], paths: { kind, prefix } });
    });
  }

  it("of options begin with those that must be given, then the command's own", async () => {
    const { values } = await offers("im +messages-reply --");
    assertEquals(values[0], "--message-id");
    assert(values.indexOf("--text") < values.indexOf("--format"));
    assert(!values.includes("--help") && !values.includes("--mentions"));
  });

  it("of an empty word behind a command are its own options", async () => {
    const { values } = await offers("im +messages-reply ");
    assertEquals(values[0], "--message-id");
    assert(!values.includes("--format"));
  });

  it("of an empty line are commands, groups, resources and help, each once", async () => {
    const { values } = await offers("im ");
    assertEquals(new Set(values).size, values.length);
    for (const name of ["+chat-list", "profile", "chats", "schema", "help"]) {
      assert(values.includes(name), name);
    }
    assert(!values.includes("exit-codes") && values.every((value) => !value.includes(" ")));
  });
});
