import { GROUP, LINES, MESSAGE, REPLY, SEND, writingWorld } from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { bodyField } from "../../support/requests.ts";
import { errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A mistake: what it is called, the words, the flag that is to blame, and what else the error says. */
type UsageError = readonly [name: string, words: readonly string[], param: string | undefined, says?: string];

const CARD = '{"schema":"2.0"}';
const POST = '{"zh_cn":{"content":[[{"tag":"text","text":"x"}]]}}';

/** Demands exit 2 with the flag, and that nobody was asked anything, in a run and in a dry run. */
function itRefuses(line: readonly string[], [name, words, param, says]: UsageError): void {
  for (const mode of [[], ["--dry-run"]]) {
    it(`${line[0]}${mode.join("")}: ${name}`, () =>
      inScene(writingWorld, async ({ run, platform, directory }) => {
        await putFiles({ directory }, { "a.txt": "a", "song.mp3": "x", "a.json": '{"text":"x"}' });
        await Deno.symlink("/etc", `${directory}/away`);
        const error = errorOf(await run([...line, ...words, ...mode], { stdin: "typed" }), 2);
        assertEquals([error["type"], error["param"]], ["validation", param], String(error["message"]));
        if (says !== undefined) assertStringIncludes(`${error["message"]} ${error["hint"]}`, says);
        assertEquals(platform.log.length, 0);
      }));
  }
}

/** Rules that sending and replying share. */
const SHARED_ERRORS: readonly UsageError[] = [
  ["1 an unknown type", ["--content", "{}", "--msg-type", "card"], "--msg-type", "interactive"],
  ["1 a type in capitals", ["--text", "x", "--msg-type", "TEXT"], "--msg-type"],
  ["2 a file that is not there", ["--content", "@missing.json"], "--content", "missing.json"],
  ["2 an absolute file", ["--content", "@/etc/hosts"], "--content", "-C"],
  ["2 a file outside", ["--text", "@../x.txt"], "--text", "-C"],
  ["2 a file behind a link", ["--markdown", "@./away/hosts"], "--markdown"],
  ["2 a directory", ["--content", "@."], "--content"],
  ["2 standard input twice", ["--text", "-", "--content", "-"], "--content", "standard input"],
  ...["--image", "--file", "--video", "--audio"].flatMap((flag): UsageError[] => [
    [`3 ${flag} absolute`, [flag, "/etc/hosts"], flag, "-C"],
    [`3 ${flag} of a drive`, [flag, "C:\\a.png"], flag],
    [`3 ${flag} above`, [flag, "../a.png"], flag, "-C"],
    [`3 ${flag} through a link`, [flag, "away/a.opus"], flag],
    [`3 ${flag} with a control character`, [flag, "a\u0007.png"], flag],
    [`3 ${flag} with a sign of reading direction`, [flag, "a\u202egnp.opus"], flag],
    [`3 ${flag} blank`, [flag, " "], flag],
    [`3 ${flag} empty`, [flag, ""], flag],
    [`3 ${flag} that is not there`, [flag, "missing.opus"], flag, "missing.opus"],
    [`3 ${flag} that is a directory`, [flag, "."], flag],
  ]),
  ["3 a cover above", ["--video", "file_v3_clip", "--video-cover", "../a.png"], "--video-cover"],
  ["4 an MP3", ["--audio", "song.mp3"], "--audio", "libopus"],
  ["4 an MP3 that is not there", ["--audio", "none.MP3"], "--audio", "--file"],
  ["4 the address of an MP3", ["--audio", "https://a.example/x.mp3?as=.opus"], "--audio", "libopus"],
  ["7a two media", ["--image", "img_v3_known", "--file", "file_v3_known"], "--file"],
  ["7a four media", ["--audio=file_a", "--video=file_b", "--file=file_c", "--image=img_a"], "--file"],
  ["7b a cover alone", ["--video-cover", "img_v3_known"], "--video-cover", "--video"],
  ["7b a cover with a text", ["--video-cover", "img_v3_known", "--text", "x"], "--video-cover"],
  ["7d text and Markdown", ["--text", "x", "--markdown", "x"], "--markdown"],
  ["7d text and content", ["--text", "x", "--content", CARD], "--content"],
  ["7d Markdown and content", ["--markdown", "x", "--content", CARD], "--content"],
  ["7e a text with an image", ["--text", "x", "--image", "img_v3_known"], "--text"],
  ["7e Markdown with a file", ["--markdown", "x", "--file", "file_v3_known"], "--markdown"],
  ["7e content with a video", ["--content", CARD, "--video", "file_v3_clip"], "--content"],
  ["7f nothing to send", [], "--text", "nothing to send"],
  ["7f a type alone", ["--msg-type", "text"], "--text", "nothing to send"],
  ["an empty text", ["--text", ""], "--text", "empty"],
  ["blank Markdown", ["--markdown", " \n"], "--markdown", "empty"],
  ["empty content", ["--content", ""], "--content", "empty"],
  ["Markdown that shows nothing", ["--markdown", "```\n```"], "--markdown", "nothing"],
  [
    "8 a key that is too long",
    ["--text=x", `--idempotency-key=${"k".repeat(51)}`],
    "--idempotency-key",
    "50",
  ],
  ["8 as long in Chinese", ["--text=x", `--idempotency-key=${"钥".repeat(51)}`], "--idempotency-key", "51"],
  ["8 an empty key", ["--text=x", "--idempotency-key="], "--idempotency-key"],
  ["8 a blank key", ["--text=x", "--idempotency-key= "], "--idempotency-key"],
  ["8 a key and one made", ["--text=x", "--idempotency-key=k", "--safe-repeat"], "--safe-repeat"],
  ...["{", "text", "{text:1}", '"x"', "[]", "null", "17", "true", '{"text":"a",}'].map((text): UsageError => [
    `9 content ${text}`,
    ["--content", text],
    "--content",
    "JSON",
  ]),
  ["9 two documents", ["--content", '{"text":"x"} {"text":"y"}'], "--content", "JSON"],
  ["10 a text as post", ["--text", "x", "--msg-type", "post"], "--msg-type", "text"],
  ["10 Markdown as text", ["--markdown", "x", "--msg-type", "text"], "--msg-type", "post"],
  ["10 an image as file", ["--image", "img_v3_known", "--msg-type", "file"], "--msg-type", "image"],
  ["10 a file as image", ["--file", "file_v3_known", "--msg-type", "image"], "--msg-type", "file"],
  ["10 a video as file", ["--video", "file_v3_clip", "--msg-type", "file"], "--msg-type", "media"],
  ["10 a recording as media", ["--audio", "file_v3_voice", "--msg-type", "media"], "--msg-type", "audio"],
  ["literal Markdown", ["--markdown", "x", "--literal"], "--literal"],
  ["a title of a text", ["--text", "x", "--title", "t"], "--title"],
  ["a positional word", ["--text", "x", "surplus"], undefined, "surplus"],
];

/** Rules about where a message goes (5 and 6). */
const TARGET_ERRORS: readonly UsageError[] = [
  ["5 nowhere", ["--text", "x"], "--chat-id", "--user-id"],
  ["5 two targets", ["--text=x", "--chat-id=oc_group", "--user-id=ou_ana"], "--user-id", "--chat-id"],
  ...["", " ", "ou_ana", "oc_", "oc_a b", "oc_a/b", "https://example.com/oc_group"].map((
    id,
  ): UsageError => [
    `6 the chat ${JSON.stringify(id)}`,
    ["--text", "x", "--chat-id", id],
    "--chat-id",
    "oc_",
  ]),
  ["6 a link without a chat", ["--text=x", "--chat-id=https://a.feishu.cn/im"], "--chat-id"],
  ...["", " ", "oc_group", "ou_", "ou_a b", "ana@", "@ana.com"].map((id): UsageError => [
    `6 the person ${JSON.stringify(id)}`,
    ["--text", "x", "--user-id", id],
    "--user-id",
    "open id",
  ]),
  [
    "6 a chat as open id",
    ["--text=x", "--chat-id=oc_group", "--receive-id-type=open_id"],
    "--receive-id-type",
  ],
  [
    "an unknown kind of id",
    ["--text=x", "--user-id=7", "--receive-id-type=phone"],
    "--receive-id-type",
    "email",
  ],
];

/** Rules about the message that is answered. */
const REPLY_ERRORS: readonly UsageError[] = [
  ["no message", ["--text", "x"], "--message-id"],
  ...["", " ", "first", "oc_group", "om_", "om_a/b", "om_a?b", "om_..%2fx", "om_a\u200b"].map((
    id,
  ): UsageError => [
    `the message ${JSON.stringify(id)}`,
    ["--text", "x", "--message-id", id],
    "--message-id",
  ]),
  [
    "a thread",
    ["--text", "x", "--message-id", "omt_1"],
    "--message-id",
    "im +threads-messages-list --thread omt_1",
  ],
  ["a chat", ["--text", "x", "--message-id", MESSAGE, "--chat-id", GROUP], "--chat-id"],
  ["a person", ["--text", "x", "--message-id", MESSAGE, "--user-id", "ou_ana"], "--user-id"],
];

describe("wrong usage: exit 2, the flag named, nobody asked, also in dry runs", () => {
  for (const [, line] of LINES) {
    for (const mistake of SHARED_ERRORS) itRefuses(line, mistake);
  }
  for (const mistake of TARGET_ERRORS) itRefuses([SEND], mistake);
  for (const mistake of REPLY_ERRORS) itRefuses([REPLY], mistake);
});

/** Two mistakes at once: the rule that comes first is told. */
const PRECEDENCE: readonly UsageError[] = [
  ["1 before 5", ["--msg-type", "x", "--content", "{}"], "--msg-type"],
  ["2 before 3", ["--content", "@none.json", "--image", "../a.png"], "--content"],
  ["3 before 4", ["--audio", "x.mp3", "--file", "../a"], "--file"],
  ["3 before 5", ["--image", "../a.png"], "--image"],
  ["3 before 7", ["--image", "../a.png", "--text", "x", "--chat-id", GROUP], "--image"],
  ["4 before 5", ["--audio", "x.mp3"], "--audio"],
  ["5 before 7", ["--text", "x", "--markdown", "y"], "--chat-id"],
  [
    "7a before 7b",
    ["--image=img_v3_known", "--file=file_a", "--video-cover=img_a", "--chat-id=oc_a"],
    "--file",
  ],
  ["7b before 7d", ["--video-cover=img_a", "--text=x", "--content=y", "--chat-id=oc_a"], "--video-cover"],
  ["7d before 7e", ["--text=x", "--markdown=y", "--image=img_a", "--chat-id=oc_a"], "--markdown"],
  ["7 before 8", ["--chat-id=oc_a", `--idempotency-key=${"k".repeat(51)}`], "--text"],
  ["7 before the rules of attachments", [
    "--chat-id=oc_a",
    "--text=x",
    "--image=img_a",
    "--attachment=file_a",
  ], "--text"],
  [
    "8 before 9",
    ["--chat-id=oc_a", "--content={", `--idempotency-key=${"k".repeat(51)}`],
    "--idempotency-key",
  ],
];

describe("of several mistakes the one that the order of rules puts first is reported", () => {
  for (const mistake of PRECEDENCE) itRefuses([SEND], mistake);
});

describe("content that is wrong is not repeated, since it may be secret", () => {
  for (const [name, line] of LINES) {
    it(name, () =>
      inScene(writingWorld, async ({ run }) => {
        const { status, stderr } = await run([...line, "--content", '{"token":"hush-hush"']);
        assertEquals([status, stderr.includes("hush-hush")], [2, false]);
      }));
  }
});

describe("50 characters of a key are enough, however many bytes they take", () => {
  for (const key of ["k".repeat(50), "钥".repeat(50), "🔑".repeat(50), "k"]) {
    for (const [name, line] of LINES) {
      for (const words of [["--text", "x"], ["--content", POST]]) {
        it(`${name} ${words[0]}: ${key.length} units of ${[...key][0]}`, () =>
          inScene(writingWorld, async ({ run, platform }) => {
            const { status } = await run([...line, ...words, "--idempotency-key", key]);
            assertEquals([status, bodyField(platform.log.at(-1), "uuid")], [0, key]);
          }));
      }
    }
  }
});
