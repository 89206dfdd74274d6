import { describeLine } from "../../cli/needs.ts";
import { Failure } from "../../core/failure.ts";
import { plainText } from "../../core/text/phrase.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What `im auth login --for` would ask for: the first of each list, and what else helps. */
async function userScopes(line: string): Promise<readonly string[]> {
  const { needs: { user } } = await describeLine(line);
  assert(user !== undefined, "the line does not run as a user");
  return [...user.required.map(([first = ""]) => first), ...user.helpful];
}

const READ = [
  "im:message:readonly",
  "im:message.group_msg:get_as_user",
  "im:message.p2p_msg:get_as_user",
];
const REACTIONS = "im:message.reactions:read";
const NAMES = "contact:user.basic_profile:readonly";
const SEND = ["im:message.send_as_user", "im:message"];

describe("the scopes of a command line", () => {
  const lines: readonly (readonly [line: string, scopes: readonly string[]])[] = [
    ["+chat-messages-list --chat-id oc_1", [...READ, REACTIONS, NAMES]],
    ["im +chat-messages-list --chat-id oc_1", [...READ, REACTIONS, NAMES]],
    ["lark-cli im +chat-messages-list --chat-id oc_1", [...READ, REACTIONS, NAMES]],
    ["+chat-messages-list", [...READ, REACTIONS, NAMES]],
    ["+chat-messages-list --chat-id <id>", [...READ, REACTIONS, NAMES]],
    ["+chat-messages-list --chat-id oc_1 --no-reactions", [...READ, NAMES]],
    ["+chat-messages-list --user-id ou_1 --no-reactions", [READ[0] ?? "", READ[2] ?? "", NAMES]],
    ["+messages-mget --message-ids om_1 --no-reactions", [...READ, NAMES]],
    ["+threads-messages-list --no-reactions --thread omt_1", [...READ, NAMES]],
    ["+messages-search --query 'two words' --no-reactions", ["search:message", ...READ, NAMES]],
    ["+messages-resources-download", ["im:message:readonly"]],
    ['+messages-send --chat-id oc_1 --text "it\'s me"', SEND],
    ["+messages-send --chat-id oc_1 --image ./a.png", [...SEND, "im:resource"]],
    ["+messages-send --chat-id oc_1 --image img_1", SEND],
    ["+messages-send --chat-id oc_1 --image key:other", SEND],
    ["+messages-send --chat-id oc_1 --markdown @notes.md", [...SEND, "im:resource"]],
    ["+messages-send --chat-id oc_1 --markdown 'plain'", SEND],
    ["+messages-reply --message-id om_1 --file a.pdf", [...SEND, "im:resource"]],
    ["+chat-list --exclude-muted", ["im:chat:read"]],
    ["+chat-create --name x", ["im:chat:create_by_user", "im:chat:read"]],
    ["+flag-create --message-id om_1", ["im:feed.flag:write"]],
    [
      "+flag-create --message-id om_1 --flag-type feed",
      ["im:feed.flag:write", "im:chat:read", READ[1] ?? "", READ[1] ?? "", READ[2] ?? ""],
    ],
    ["+flag-cancel --message-id om_1", ["im:feed.flag:write", READ[1] ?? "", READ[2] ?? "", "im:chat:read"]],
    ["+flag-list --enrich-feed-thread=false", ["im:feed.flag:read"]],
    ["+feed-shortcut-list --no-detail", ["im:feed.shortcut:read"]],
    ["+feed-shortcut-list", ["im:feed.shortcut:read", "im:chat:read"]],
    ["messages create", ["im:message", "im:message.send_as_user"]],
    ["chats get --chat-id oc_1", ["im:chat:read"]],
    ["api GET im/v1/chats/oc_1", ["im:chat:read"]],
    ["api get /open-apis/im/v1/chats", ["im:chat:read"]],
    ["api POST im/v1/messages --data -", ["im:message", "im:message.send_as_user"]],
    ["--as user +chat-list", ["im:chat:read"]],
  ];
  for (const [line, scopes] of lines) {
    it(`as a user: ${line}`, async () => {
      assertEquals(await userScopes(line), scopes);
    });
  }

  it("are given for the identities that the line can run as", async () => {
    const identities = async (line: string) => Object.keys((await describeLine(line)).needs);
    assertEquals(await identities("+chat-list"), ["user", "bot"]);
    assertEquals(await identities("+chat-list --as bot"), ["bot"]);
    assertEquals(await identities("+chat-list --types p2p"), ["user"]);
    assertEquals(await identities("+messages-search --query x"), ["user"]);
    assertEquals(await identities("+messages-edit --message-id om_1"), ["bot"]);
    assertEquals(await identities("demo"), []);
  });

  it("are none that is known for a path that the catalogue does not have", async () => {
    assertEquals(await userScopes("api GET im/v9/nothing"), []);
  });

  it("of a bot are those that apps have", async () => {
    const { needs: { bot } } = await describeLine("+messages-send --chat-id oc_1 --text x --as bot");
    assertEquals(bot, {
      required: [["im:message:send_as_bot", "im:message", "im:message:send"]],
      helpful: [],
    });
  });

  const refused: readonly (readonly [line: string, message: string, hint: string])[] = [
    ["+chat-lst", 'unknown command "+chat-lst"', "+chat-list"],
    ["+chat-list --exclude-mutd", 'unknown option "--exclude-mutd"', "--exclude-muted"],
    ["", "names no command", "+chat-list --page-all"],
    ["messages", "names no command", "+chat-list --page-all"],
    ['+messages-send --text "open', "a quotation mark that is not closed", "+chat-list --page-all"],
  ];
  for (const [line, message, hint] of refused) {
    it(`are refused for ${JSON.stringify(line)}`, async () => {
      const { detail } = await assertRejects(() => describeLine(line), Failure);
      assertEquals([detail.type, detail.subtype], ["validation", "invalid_argument"]);
      assertStringIncludes(plainText(detail.message), message);
      assertStringIncludes(plainText(detail.hint ?? ""), hint);
    });
  }
});
