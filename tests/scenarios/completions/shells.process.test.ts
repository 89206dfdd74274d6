import { startImInShell } from "../../support/im.ts";
import { findProgram } from "../../support/install.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** Chats that were listed before; the name of one is an attack. */
const CHATS = [
  { id: "oc_aaa1", name: "Release 2.4" },
  { id: "oc_aaa2", name: "发布讨论" },
  { id: "oc_bbb3", name: "Ops $(touch pwned) `touch pwned`" },
];

const PROFILES = ["lab", "work"].map((name) => ({ name, appId: `cli_${name}`, brand: "feishu", users: [] }));

/** Stands for `im` in the shell: asked for completions it is the program, else it notes its words. */
const WRAPPER = `#!/bin/sh
[ "$1" = completions ] && exec "$IM_PROGRAM" "$@"
for word in "$@"; do printf '<%s>' "$word" >> "$IM_LOG"; done
echo >> "$IM_LOG"
`;

/** What is typed, and the words that im then has; a tab completes. */
const TYPED: readonly (readonly [keys: string, words: string])[] = [
  ["im +messages-sen\t--as us\t--text x", "<+messages-send><--as><user><--text><x>"],
  ["im +chat-list --format=prett\t", "<+chat-list><--format=pretty>"],
  ["im +chat-list --types group,\t", "<+chat-list><--types><group,p2p>"],
  ["im messages-sen\t", "<+messages-send>"],
  ["im chats lin\t--chat-id oc_b\t", "<chats><link><--chat-id><oc_bbb3>"],
  ["im +chat-list --columns name,chat_i\t", "<+chat-list><--columns><name,chat_id>"],
  ["im help exit\t", "<help><exit-codes>"],
  ["im +chat-list --profile la\t", "<+chat-list><--profile><lab>"],
  ["im profile use wor\t", "<profile><use><work>"],
  ["im +chat-messages-list --chat-id 发布\t", "<+chat-messages-list><--chat-id><oc_aaa2>"],
  ["im +chat-messages-list --chat-id=rele\t", "<+chat-messages-list><--chat-id=oc_aaa1>"],
  ["im +messages-send --text @not\t", "<+messages-send><--text><@notes.md>"],
  ["im +messages-send --image ./not\t", "<+messages-send><--image><./notes.md>"],
];

/** Starts a shell in a place with the wrapper and a configuration; gives what it printed and what im was called with. */
async function inShell(script: string, input: string) {
  return await inTemporaryDirectory(async (directory) => {
    const [bin, work, config] = ["bin", "work", "config"].map((name) => join(directory, name));
    for (const name of ["bin", "work", "config"]) await Deno.mkdir(join(directory, name));
    await Deno.writeTextFile(join(bin ?? "", "im"), WRAPPER, { mode: 0o755 });
    await Deno.writeTextFile(join(work ?? "", "notes.md"), "");
    const write = (name: string, value: unknown) =>
      Deno.writeTextFile(join(config ?? "", name), JSON.stringify(value));
    await write("chats.json", { version: 1, accounts: { "127.0.0.1:1": CHATS } });
    await write("config.json", { version: 1, profiles: PROFILES });
    const log = join(directory, "log");
    const shell = startImInShell(`export IM_PROGRAM="$1"; ${script}`, [], {
      cwd: work ?? "",
      env: {
        PATH: `${bin}:${Deno.env.get("PATH")}`,
        LC_ALL: "C.UTF-8",
        TERM: "xterm",
        IM_LOG: log,
        IM_CONFIG_DIR: config ?? "",
        IM_BASE_URL: "http://127.0.0.1:1",
        IM_USER_ACCESS_TOKEN: "u-1",
        ...Object.fromEntries(
          ["CONFIG_HOME", "DATA_HOME", "CACHE_HOME"].map((name) => [`XDG_${name}`, directory]),
        ),
      },
      stdin: "",
    });
    const writer = shell.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    const output = shell.output();
    await writer.close();
    const { stdout } = await output;
    const called = await Deno.readTextFile(log).catch(() => "");
    const names = Array.from(Deno.readDirSync(work ?? ""), ({ name }) => name);
    assertEquals(names, ["notes.md"], "a name of a chat was run");
    return { printed: new TextDecoder().decode(stdout), called: called.trimEnd().split("\n") };
  });
}

describe("completions in a shell", () => {
  const interactive = [
    ["bash", "bash --norc -i", ['eval "$(im completions bash)"']],
    ["zsh", "zsh -f -i", [
      "autoload -Uz compinit; compinit -u -D",
      "source <(im completions zsh)",
      "setopt no_beep",
    ]],
  ] as const;
  for (const [name, command, setup] of interactive) {
    it(`${name} completes as people type`, async () => {
      for (const program of [name, "script"]) {
        if (await findProgram(program, program === "script" ? "bsdutils" : name) === undefined) {
          return console.log(`  skipped: no ${program}`);
        }
      }
      const lines = [...setup, ...TYPED.map(([keys]) => keys), "exit"];
      const { called } = await inShell(`exec script -qc '${command}' /dev/null`, `${lines.join("\n")}\n`);
      assertEquals(called, TYPED.map(([, words]) => words));
    });
  }

  it("bash lists chats with their names", async () => {
    if (await findProgram("script", "bsdutils") === undefined) return console.log("  skipped: no script");
    const input = 'eval "$(im completions bash)"' + "\nim +messages-send --chat-id oc_\t\taaa1\nexit\n";
    const { printed, called } = await inShell("exec script -qc 'bash --norc -i' /dev/null", input);
    assertMatch(printed, /oc_aaa1 {2}\(Release 2\.4\)\r?\noc_aaa2 {2}\(发布讨论\)/);
    assertEquals(called, ["<+messages-send><--chat-id><oc_aaa1>"]);
  });

  it("fish offers the same, with what each means", async () => {
    if (await findProgram("fish") === undefined) return console.log("  skipped: no fish");
    const offered = async (line: string) => {
      const script = `exec fish -N -c 'im completions fish | source; complete -C "${line}"'`;
      return (await inShell(script, "")).printed.trimEnd().split("\n");
    };
    const lines: readonly (readonly [line: string, ...offers: string[]])[] = [
      ["im +chat-messages-l", "+chat-messages-list\tList the messages of a chat"],
      ["im +chat-list --format=prett", "--format=pretty"],
      ["im +chat-list --types group,", "group,p2p"],
      ["im +chat-list --columns chat_i", "chat_id"],
      ["im profile use wor", "work\tcli_work"],
      ["im +chat-messages-list --chat-id oc_a", "oc_aaa1\tRelease 2.4", "oc_aaa2\t发布讨论"],
      ["im +messages-send --text @not", "@notes.md"],
      ["im help exit", "exit-codes\ttopic"],
    ];
    for (const [line, ...offers] of lines) assertEquals(await offered(line), offers, line);
  });
});
