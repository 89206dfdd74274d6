import type { PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import {
  callsTo,
  ENDPOINT,
  fieldOf,
  groupOf,
  itForBoth,
  type Json,
  LIST,
  listAt,
  read,
  text,
  thread,
} from "./scene.ts";
import { assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";

/** The group of the scenes as a topic chat. */
function topicsOf(messages: readonly WorldMessage[]): PlatformOptions {
  return { ...groupOf(messages), chats: [{ chatId: "oc_group", mode: "topic", name: "Topics" }] };
}

const WALK = ["--page-all", "--page-delay", "0", "--page-size"];
/** `id` or `id[reply,reply]`, without the prefix. */
const shapeOf = (messages: readonly Json[]) =>
  messages.map((one) => {
    const replies = fieldOf(listAt(one, "thread_replies"), "message_id");
    return replies.length === 0 ? one["message_id"] : `${one["message_id"]}[${replies}]`;
  });
/** Seconds of a time of the scene's day. */
const at = (minute: number) => String(1_779_238_800 + minute * 60);
const threadCalls = (platform: Parameters<typeof callsTo>[0]) =>
  callsTo(platform, ENDPOINT.list).filter(({ query }) => query["container_id_type"] === "thread").length;

describe("topic chats", () => {
  itForBoth(
    "a reply in the time range whose root is older is a message of its own",
    () => topicsOf(thread("old", 1, 2)),
    async (scene, identity) => {
      const { messages, data } = await read(scene, identity, [...LIST, "--start", at(1000)]);
      assertEquals(
        messages.map((one) => [one["message_id"], one["thread_id"], one["root_id"], one["thread_replies"]]),
        [["om_old-1", "omt_old", "om_old", undefined], ["om_old-2", "omt_old", "om_old", undefined]],
      );
      assertEquals([data["total"], data["has_more"]], [2, false]);
    },
  );

  for (const order of ["asc", "desc"]) {
    for (const size of ["50", "2", "1"]) {
      itForBoth(
        `${order}, ${size} a page: replies stand with their root, and nothing is there twice`,
        () => topicsOf([...thread("a", 1, 2), ...thread("b", 2, 1)]),
        async (scene, identity) => {
          const { messages } = await read(scene, identity, [
            ...LIST.slice(0, 3),
            "--order",
            order,
            ...WALK,
            size,
          ]);
          const roots = ["om_a[om_a-1,om_a-2]", "om_b[om_b-1]"];
          assertEquals(shapeOf(messages), order === "asc" ? roots : roots.toReversed());
        },
      );
    }
  }

  itForBoth(
    "replies behind the fifty that are read with a thread are not lost",
    () => topicsOf(thread("long", 1, 53)),
    async (scene, identity) => {
      const { messages: [host, ...others] } = await read(scene, identity, [...LIST, ...WALK, "50"]);
      const ids = Array.from({ length: 53 }, (_, index) => `om_long-${index + 1}`);
      assertEquals(fieldOf(listAt(host, "thread_replies"), "message_id"), ids);
      assertEquals(others, []);
      assertEquals(threadCalls(scene.platform), 2);
    },
  );

  itForBoth(
    "a thread that cannot be read keeps the replies that are listed",
    () => ({
      ...topicsOf(thread("a", 1, 2)),
      faults: [{ name: "error", code: 230002, when: { path: "container_id_type=thread" } }],
    }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), ["om_a[om_a-1,om_a-2]"]);
      assertEquals(messages[0]?.["thread_replies_error"], true);
    },
  );

  for (const order of ["asc", "desc"]) {
    itForBoth(
      `as lines, ${order}: no message is printed twice, and none is lost`,
      () => topicsOf([...thread("a", 1, 3), ...thread("b", 2, 2)]),
      async (scene, identity) => {
        const args = [
          ...LIST.slice(0, 3),
          "--order",
          order,
          ...WALK,
          "2",
          "--format",
          "ndjson",
          "--as",
          identity,
        ];
        const env = identity === "user" ? {} : { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
        const { stdout } = await scene.run(args, { env });
        const lines = stdout.trim().split("\n").map((line): Json => JSON.parse(line));
        const ids = lines.flatMap((one) =>
          [one, ...listAt(one, "thread_replies")].map((each) => each["message_id"])
        );
        assertEquals(ids.toSorted(), ["om_a", "om_a-1", "om_a-2", "om_a-3", "om_b", "om_b-1", "om_b-2"]);
      },
    );
  }
});

describe("messages by id", () => {
  itForBoth(
    "a reply that is asked for beside its root is not among the root's replies as well",
    () => topicsOf(thread("a", 1, 3)),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, ["+messages-mget", "--message-ids", "om_a-2,om_a"]);
      assertEquals(shapeOf(messages), ["om_a-2", "om_a[om_a-1,om_a-3]"]);
    },
  );

  itForBoth(
    "a reply alone has no replies of others",
    () => topicsOf(thread("a", 1, 3)),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, ["+messages-mget", "--message-ids", "om_a-2"]);
      assertEquals([shapeOf(messages), messages[0]?.["root_id"]], [["om_a-2"], "om_a"]);
    },
  );

  itForBoth(
    "a quoted message that begins a thread has its replies",
    () =>
      groupOf([
        ...thread("a", 1, 2, { rootId: "om_quoted", parentId: "om_quoted" }),
        text("quoted", 0),
      ]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), ["om_quoted", "om_a[om_a-1,om_a-2]"]);
    },
  );
});
