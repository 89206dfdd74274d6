import { runProgram } from "../../../cli/main.ts";
import { fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The first request of a dry run. */
async function firstRequest(line: string) {
  const stdout = fakeSink();
  await runProgram([...line.split(" "), "--dry-run"], fakeWorld({ stdout }));
  return JSON.parse(stdout.text()).data.api[0];
}

describe("the options of a page reach the request of", () => {
  const lines = [
    "+chat-list",
    "+chat-messages-list --chat-id oc_1",
    "+threads-messages-list --thread omt_1",
    "+messages-search --query x",
    "+chat-search --query x",
    "+chat-members-list --chat-id oc_1",
    "+message-read-users --message-id om_1",
    "+flag-list",
    "+feed-group-list",
    "+feed-group-list-item --feed-group-id ofg_1",
    "chats list",
    "messages list --container-id oc_1 --container-id-type chat",
  ];
  for (const line of lines) {
    it(line, async () => {
      const { params } = await firstRequest(`${line} --page-size 3 --page-token t1`);
      assertEquals([params.page_size, params.page_token], ["3", "t1"]);
    });
  }

  it("+feed-shortcut-list, whose pages have one size", async () => {
    const { params } = await firstRequest("+feed-shortcut-list --page-token t1");
    assertEquals(params, { page_token: "t1" });
  });
});
