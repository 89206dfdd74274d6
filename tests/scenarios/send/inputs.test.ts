import {
  GROUP,
  LINES,
  SEND,
  sentContent,
  sentContents,
  sentMessage,
  writingWorld,
} from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = [SEND, "--chat-id", GROUP];
const BOM = "\ufeff";

/** Texts that must arrive as they were typed. */
const TYPED: readonly (readonly [name: string, text: string])[] = [
  ["line feeds", "one\ntwo\n\nfour"],
  ["CR LF", "one\r\ntwo\r\n"],
  ["a carriage return alone", "one\rtwo"],
  ["a backslash and an n", "C:\\new\\table, not a line: \\n"],
  ["a line end at the end", "one\n"],
  ["several of them", "one\n\n\n"],
  ["blanks around it", "  x\t "],
  ["quotes, backslashes and braces", `{"a":"b\\"} 'c' "d" \\`],
  ["markup that is none of ours", "1 < 2 && 3 > 2 <b>x</b> &amp; %20 $HOME `ls` *"],
  ["Chinese, Japanese, Korean", "中文，日本語。한국어"],
  ["emoji of several code points", "👩‍👩‍👧 👍🏽 🇨🇳 ✈️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["signs of no width and direction", "a\u200bb \u202eabc\u202c"],
  ["other controls", "a\u0001b\u007fc\u0085d\u2028e"],
  ["a word that looks like a flag's file", "mail me @ home"],
  ["a sign alone", "@"],
  ["a mention of a team", "@team lunch"],
  ["a name with no dot", "@kim"],
  ["a name with blanks and a dot", "@kim see a.txt"],
  ["a flag as text", "--dry-run"],
  ["a minus in front", "-1"],
];

describe("a text arrives as it was typed, sent or answered", () => {
  for (const [name, text] of TYPED) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        for (const [, line] of LINES) dataOf(await run([...line, `--text=${text}`]));
        assertEquals(sentContents(platform), [{ text }, { text }]);
      }));
    if (text.startsWith("@")) continue;
    it(`${name}, through a file, standard input and @@`, () =>
      inScene(writingWorld, async ({ run, platform, directory }) => {
        await putFiles({ directory }, { "note.txt": text });
        const key = (n: number) => ["--idempotency-key", `key ${n}`];
        dataOf(await run([...LINE, "--text", "@./note.txt", ...key(1)]));
        dataOf(await run([...LINE, "--text", "@note.txt", ...key(2)]));
        dataOf(await run([...LINE, "--text", "-", ...key(3)], { stdin: text }));
        dataOf(await run([...LINE, `--text=@@${text}`, ...key(4)]));
        const sent = platform.sentMessages.map(({ content }) => content?.["text"]);
        assertEquals(sent, [text, text, text, `@${text}`]);
      }));
  }
});

describe("--literal shows a text exactly as typed: a post of plain lines in which nothing is read", () => {
  const cases: readonly (readonly [name: string, text: string, lines: string[]])[] = [
    ["styles, links and mentions", "**b** <i>i</i> [t](https://x.com) @ou_ana <at id=ou_ana/>", [
      "**b** <i>i</i> [t](https://x.com) @ou_ana <at id=ou_ana/>",
    ]],
    ["lines, also empty ones", "one\n\nthree\r\nfour\n", ["one", "", "three", "four"]],
    ["blanks in front", "  a\n\tb", ["  a", "\tb"]],
    ["emoji and Chinese", "👩‍👩‍👧\n中文", ["👩‍👩‍👧", "中文"]],
    ["a backslash and an n", "a\\nb", ["a\\nb"]],
  ];
  for (const [name, text, lines] of cases) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        const content = { zh_cn: { content: lines.map((line) => [{ tag: "text", text: line }]) } };
        for (const [, line] of LINES) dataOf(await run([...line, "--literal", "--text", text]));
        assertEquals(sentContents(platform), [content, content]);
        assertEquals(sentMessage(platform).type, "post");
      }));
  }
  it("the type may be named", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      dataOf(await run([...LINE, "--literal", "--text", "x", "--msg-type", "post"]));
      assertEquals(sentContent(platform)[0], "post");
      assertEquals(
        errorOf(await run([...LINE, "--literal", "--text", "x", "--msg-type", "text"]), 2)["param"],
        "--msg-type",
      );
    }));
});

describe("content comes from a file, standard input or the line, without its byte order mark", () => {
  const post = '{"zh_cn":{"content":[[{"tag":"text","text":"好"}]]}}';
  const ways: readonly (readonly [name: string, value: string, stdin: string])[] = [
    ["the line", post, ""],
    ["@file", "@post.json", ""],
    ["@./file", "@./post.json", ""],
    ["a file in a directory", "@deep/post.json", ""],
    ["a file with blanks in its name", "@my post.json", ""],
    ["a file with a byte order mark", "@marked.json", ""],
    ["standard input", "-", post],
    ["standard input with a byte order mark", "-", BOM + post],
    ["standard input with line ends around", "-", `\n${post}\r\n`],
  ];
  for (const [name, value, stdin] of ways) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform, directory }) => {
        await Deno.mkdir(`${directory}/deep`);
        const files = { "post.json": post, "deep/post.json": post, "my post.json": post };
        await putFiles({ directory }, { ...files, "marked.json": BOM + post });
        dataOf(await run([...LINE, "--content", value], { stdin }));
        assertEquals(sentContent(platform), ["post", JSON.parse(post)]);
      }));
  }

  for (const [flag, sent] of [["--text", { text: "好 x" }], ["--markdown", undefined]] as const) {
    it(`${flag} loses the mark of a file and of standard input, and no other`, () =>
      inScene(writingWorld, async ({ run, platform, directory }) => {
        await putFiles({ directory }, { "a.md": `${BOM}好 x` });
        dataOf(await run([...LINE, flag, "@./a.md", "--idempotency-key", "1"]));
        dataOf(await run([...LINE, flag, "-", "--idempotency-key", "2"], { stdin: `${BOM}好 x` }));
        const post = { zh_cn: { content: [[{ tag: "md", text: "好 x" }]] } };
        assertEquals(platform.sentMessages.map(({ content }) => content), [sent ?? post, sent ?? post]);
      }));
  }
});

describe("what may be a file or a text is not guessed", () => {
  const refused: readonly (readonly [name: string, value: string, says: string[]])[] = [
    ["a path that is not there", "@notes/today.md", ["@./notes/today.md", "@@notes/today.md"]],
    ["a name with an extension that is not there", "@todo.txt", ["@./todo.txt", "@@todo.txt"]],
    ["the name of a file, without a dot", "@README", ["@./README", "@@README"]],
    ["a file that is not there", "@./todo.txt", ["no such file", "@@./todo.txt"]],
    ["an absolute path", "@/etc/hosts", ["@@/etc/hosts"]],
  ];
  for (const [name, value, says] of refused) {
    for (const flag of ["--text", "--markdown"]) {
      it(`${flag}: ${name}`, () =>
        inScene(writingWorld, async ({ run, platform, directory }) => {
          await putFiles({ directory }, { README: "read me" });
          const error = errorOf(await run([...LINE, flag, value]), 2);
          assertEquals([error["param"], platform.log.length], [flag, 0]);
          for (const part of says) assertStringIncludes(`${error["message"]} ${error["hint"]}`, part);
        }));
    }
  }

  it("@ with --content is always a file, and the error says how to write JSON", () =>
    inScene(writingWorld, async ({ run }) => {
      const error = errorOf(await run([...LINE, "--content", "@here"]), 2);
      assertEquals(error["param"], "--content");
      assert(!String(error["hint"]).includes("@@"), "JSON never begins with @");
    }));
});

describe("files that are no text", () => {
  const files: readonly (readonly [name: string, bytes: Uint8Array, says: string])[] = [
    ["another encoding", Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3), "UTF-8"],
    ["a cut character", Uint8Array.of(0x61, 0xe5, 0xa5), "UTF-8"],
    ["nothing", new Uint8Array(), "empty"],
    ["blanks", new TextEncoder().encode(" \n\t"), "empty"],
    ["a mark alone", new TextEncoder().encode(BOM), "empty"],
    ["far too much", new Uint8Array(5_000_000).fill(0x61), "too large"],
  ];
  for (const [name, bytes, says] of files) {
    for (const flag of ["--text", "--markdown", "--content"]) {
      it(`${flag}: ${name}`, () =>
        inScene(writingWorld, async ({ run, platform, directory }) => {
          await putFiles({ directory }, { "a.txt": bytes });
          const error = errorOf(await run([...LINE, flag, "@./a.txt"]), 2);
          assertEquals([error["param"], platform.log.length], [flag, 0]);
          assertStringIncludes(String(error["message"]), says);
        }));
    }
  }
  it("standard input that is no text", () =>
    inScene(writingWorld, async ({ run }) => {
      const error = errorOf(await run([...LINE, "--text", "-"], { stdin: Uint8Array.of(0xff, 0xfe) }), 2);
      assertStringIncludes(String(error["message"]), "UTF-8");
    }));
});
