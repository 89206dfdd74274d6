import type { WorldMessage } from "../../../fixtures/platform/mod.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { writesTo } from "../../support/requests.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { GROUP, inDemo } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v1/messages/om_mine";
const editLine = (...words: readonly string[]) => ["+messages-edit", "--message-id", "om_mine", ...words];
const POST = '{"zh_cn":{"content":[[{"tag":"text","text":"x"}]]}}';
const WITH_FILES = '{"zh_cn":{"content":[[{"tag":"text","text":"x"}]]},"files":[{"key":"file_a"}]}';

describe("+messages-edit refuses before anything is sent: exit 2, naming the flag", () => {
  const cases: readonly (readonly [name: string, words: readonly string[], param: string])[] = [
    ["nothing to change", editLine(), "--text"],
    ["no message", ["+messages-edit", "--text", "x"], "--message-id"],
    ["an empty message id", ["+messages-edit", "--message-id", "", "--text", "x"], "--message-id"],
    ["a chat id", ["+messages-edit", "--message-id", GROUP, "--text", "x"], "--message-id"],
    ["a thread id", ["+messages-edit", "--message-id", "omt_x", "--text", "x"], "--message-id"],
    [
      "an id that leads elsewhere",
      ["+messages-edit", "--message-id", "om_x/../y", "--text", "x"],
      "--message-id",
    ],
    ["an empty text", editLine("--text", ""), "--text"],
    ["a blank Markdown", editLine("--markdown", "  "), "--markdown"],
    ["text and Markdown", editLine("--text", "x", "--markdown", "y"), "--markdown"],
    ["text and content", editLine("--text", "x", "--content", '{"text":"y"}'), "--content"],
    ["content that is not JSON", editLine("--content", "{"), "--content"],
    ["content that is no object", editLine("--content", "[]"), "--content"],
    ["a card", editLine("--content", '{"schema":"2.0","body":{"elements":[]}}'), "--content"],
    ["an image", editLine("--content", '{"image_key":"img_v3_x"}'), "--content"],
    ["another type", editLine("--msg-type", "image", "--content", '{"image_key":"img_x"}'), "--msg-type"],
    ["text called a post", editLine("--msg-type", "post", "--text", "x"), "--msg-type"],
    ["Markdown called a text", editLine("--msg-type", "text", "--markdown", "x"), "--msg-type"],
    [
      "both attachment flags",
      editLine("--set-attachments", "file_a", "--clear-attachments"),
      "--clear-attachments",
    ],
    ["attachments of a text", editLine("--text", "x", "--set-attachments", "file_a"), "--set-attachments"],
    ["a text without attachments", editLine("--text", "x", "--clear-attachments"), "--clear-attachments"],
    [
      "attachments of --content of a text",
      editLine("--content", '{"text":"x"}', "--set-attachments", "file_a"),
      "--set-attachments",
    ],
    [
      "attachments of --msg-type text",
      editLine("--msg-type", "text", "--clear-attachments"),
      "--clear-attachments",
    ],
    [
      "set, where content has its own",
      editLine("--content", WITH_FILES, "--set-attachments", "file_a"),
      "--set-attachments",
    ],
    [
      "clear, where content has its own",
      editLine("--content", WITH_FILES, "--clear-attachments"),
      "--clear-attachments",
    ],
    ["a key of an image", editLine("--markdown", "x", "--set-attachments", "img_a"), "--set-attachments"],
    ["an empty key", editLine("--markdown", "x", "--set-attachments", " "), "--set-attachments"],
    ["images left out of a text", editLine("--text", "x", "--skip-bad-images"), "--skip-bad-images"],
    ["a title of a text", editLine("--text", "x", "--title", "y"), "--title"],
    [
      "a post too long",
      editLine("--content", POST.replace('"x"', JSON.stringify("x".repeat(31_000)))),
      "--content",
    ],
    [
      "a post that comes to nothing",
      editLine("--markdown", "![](missing.png)", "--skip-bad-images"),
      "--markdown",
    ],
  ];
  for (const [name, words, param] of cases) {
    it(name, () =>
      inDemo({}, async ({ run, platform }) => {
        const error = errorOf(await run(words), 2);
        assertEquals([error["type"], error["param"], platform.log], ["validation", param, []]);
        const dry = errorOf(await run([...words, "--dry-run"]), 2);
        assertEquals(dry["param"], param);
      }));
  }

  it("flags of sending", () =>
    inDemo({}, async ({ run, platform }) => {
      for (
        const flag of ["--idempotency-key", "--image", "--file", "--attachment", "--chat-id", "--user-id"]
      ) {
        const error = errorOf(await run(editLine("--text", "x", flag, "y")), 2);
        assertStringIncludes(JSON.stringify(error), flag);
      }
      assertEquals(platform.log, []);
    }));

  it("what is left out shows the flags that there are", () =>
    inDemo({}, async ({ run }) => {
      const hint = String(errorOf(await run(editLine()), 2)["hint"]);
      for (const flag of ["--text", "--markdown", "--content", "--clear-attachments"]) {
        assertStringIncludes(hint, flag);
      }
      assert(!hint.includes("--image"), hint);
    }));
});

describe("+messages-edit is for bots", () => {
  it("--as user: exit 2, names the right one", () =>
    inDemo({}, async ({ run, platform }) => {
      const error = errorOf(await run(editLine("--text", "x", "--as", "user")), 2);
      assertEquals([error["param"], platform.log], ["--as", []]);
      assertStringIncludes(`${error["message"]} ${error["hint"]}`, "bot");
    }));

  it("IM_DEFAULT_AS=user is a preference for commands that have the choice", () =>
    inDemo({ messages: [mine({})] }, async ({ run, platform }) => {
      dataOf(await run(editLine("--text", "x"), { env: { IM_DEFAULT_AS: "user" } }));
      assertEquals(platform.log.map(({ token }) => token), ["bot"]);
    }));

  it("by itself it is the bot, though a user token is there", () =>
    inDemo({ messages: [mine({})] }, async ({ run, platform }) => {
      const result = await run(editLine("--text", "x"));
      assertEquals([result.status, documentOf(result.stdout)["identity"]], [0, "bot"]);
      assertEquals(platform.log.map(({ token }) => token), ["bot"]);
    }));
});

/** A message of the bot. */
function mine(more: Partial<WorldMessage>): WorldMessage {
  return {
    ...{ messageId: "om_mine", chatId: GROUP, type: "text", senderId: "cli_demo", createTime: Date.now() },
    ...{ content: { text: "before" }, ...more },
  };
}

describe("+messages-edit: what the service does not allow", () => {
  const refused: readonly (readonly [name: string, message: WorldMessage, code: number, hint: string])[] = [
    ["a message of somebody else", mine({ senderId: "ou_3c80e51fd9a24b76e2f10d8a95b7c431" }), 230071, "sent"],
    ["a recalled message", mine({ deleted: true }), 230011, "recalled"],
    ["a message in a secret chat", mine({ refusals: { edit: 230073 } }), 230073, "secret"],
    [
      "a message of another type",
      mine({ type: "image", content: { image_key: "img_x" } }),
      230054,
      "recall it",
    ],
    ["a card", mine({ type: "interactive", content: {} }), 230054, "messages patch"],
  ];
  for (const [name, message, code, hint] of refused) {
    it(`${name}: ${code}, and the hint says what to do`, () =>
      inDemo({ messages: [message] }, async ({ run, platform }) => {
        const error = errorOf(await run(editLine("--text", "after")), 1);
        assertEquals([error["code"], writesTo(platform, PATH).length], [code, 1]);
        assertStringIncludes(String(error["hint"]), hint);
        assertEquals(platform.message("om_mine")?.updated, undefined);
      }));
  }

  it("the 21st edit: 230072", () =>
    inDemo({ messages: [mine({})] }, async ({ run }) => {
      for (let edit = 1; edit <= 20; edit++) dataOf(await run(editLine("--text", `edit ${edit}`)));
      const error = errorOf(await run(editLine("--text", "one more")), 1);
      assertEquals([error["code"], error["subtype"]], [230072, "quota_exceeded"]);
      assertStringIncludes(String(error["hint"]), "20");
    }));

  it("an edit after the tenant's time: 230075", () =>
    inDemo(
      { messages: [mine({ createTime: Date.now() - 60_000 })], writing: { editWindowMs: 1000 } },
      async ({ run }) => {
        const error = errorOf(await run(editLine("--text", "late")), 1);
        assertEquals(error["code"], 230075);
        assertStringIncludes(String(error["hint"]), "too late to edit");
      },
    ));

  it("a message of another type that cannot be read either: the refusal stays", () =>
    inDemo({ messages: [mine({ type: "image", content: {} })] }, async ({ run, platform }) => {
      platform.addFault({ name: "error", code: 230027, when: { method: "GET" } });
      const error = errorOf(await run(editLine("--text", "after")), 1);
      assertEquals(error["code"], 230054);
      assertStringIncludes(String(error["hint"]), "only texts and posts");
    }));
});

describe("+messages-edit --dry-run works offline and shows the call", () => {
  const env = { IM_TENANT_ACCESS_TOKEN: "", IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };

  /** The calls that a dry run shows. */
  async function callsOf(words: readonly string[], files: Readonly<Record<string, Uint8Array>> = {}) {
    return await inDemo({}, async (scene) => {
      await putFiles(scene, files);
      const result = await scene.run(editLine(...words, "--dry-run"), { env });
      const document = documentOf(result.stdout);
      assertEquals([document["ok"], document["identity"], document["dry_run"]], [true, "bot", true]);
      assertEquals(scene.platform.log, []);
      const { api } = dataOf(result);
      assert(Array.isArray(api));
      return api;
    });
  }

  it("a text", async () => {
    const [edit, look, ...others] = await callsOf(["--text", "after"]);
    const body = { msg_type: "text", content: '{"text":"after"}' };
    assertEquals(edit, { method: "PUT", url: PATH, body });
    // What kind of message it is, is asked when the service does not take the edit.
    assertEquals([look["method"], look["url"], typeof look["desc"], others], ["GET", PATH, "string", []]);
  });

  it("attachments", async () => {
    const [set] = await callsOf(["--markdown", "after", "--set-attachments", "file_a"]);
    assertEquals(documentOf(set["body"]["content"])["files"], [{ key: "file_a" }]);
    assertStringIncludes(set["desc"], "replaces the attachments");
    const [clear] = await callsOf(["--clear-attachments"]);
    assertEquals(documentOf(clear["body"]["content"]), { zh_cn: { content: [] }, files: [] });
    assertStringIncludes(clear["desc"], "removes all attachments");
  });

  it("an image of Markdown: the upload first, and its place in the post", async () => {
    const [upload, edit] = await callsOf(["--markdown", "x ![y](a.png)"], { "a.png": pngImage() });
    assertEquals([upload["method"], upload["url"]], ["POST", "/open-apis/im/v1/images"]);
    assertEquals(upload["form"], { image_type: "message", image: "@a.png" });
    const [key = "none"] = /<image_key_\d+>/.exec(upload["desc"]) ?? [];
    assertStringIncludes(edit["body"]["content"], key);
  });
});
