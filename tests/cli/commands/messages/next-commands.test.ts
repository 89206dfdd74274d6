import { nextCommands } from "../../../../cli/commands/messages/next-commands.ts";
import type { Message } from "../../../../core/message/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const message = (more: Partial<Message>): Message => ({
  ...{ message_id: "om_1", msg_type: "file", content: "", sender: null, create_time: "2026-05-20 09:00" },
  ...{ deleted: false, updated: false },
  ...more,
});
const DOWNLOAD = "im +messages-resources-download --message-id om_1 --file-key";

describe("the commands below a message", () => {
  const cases: readonly (readonly [what: string, message: Message, commands: readonly string[]])[] = [
    ["none for a text", message({ msg_type: "text", content: "hello" }), []],
    [
      "a file, under its own name",
      message({ content: '<file key="file_1" name="a b.pdf"/>' }),
      [`${DOWNLOAD} file_1 --type file --original-name --as bot`],
    ],
    [
      "a video without the picture that stands for it",
      message({ msg_type: "media", content: '<video key="file_1" name="file_1" cover_image_key="img_1"/>' }),
      [`${DOWNLOAD} file_1 --type file --as bot`],
    ],
    [
      "each picture of a post once, then the thread",
      message({ msg_type: "post", content: "![Image](img_1) ![Image](img_1)", thread_id: "omt_1" }),
      [`${DOWNLOAD} img_1 --type image --as bot`, "im +threads-messages-list --thread omt_1 --as bot"],
    ],
    ["none for the thread at hand", message({ msg_type: "text", thread_id: "omt_known" }), []],
    ["none for a recalled file", message({ deleted: true, content: '<file key="file_1"/>' }), []],
    [
      "a key that a shell would run is quoted",
      message({ content: `<file key="x'; touch pwned #"/>` }),
      [`${DOWNLOAD} 'x'\\''; touch pwned #' --type file --as bot`],
    ],
  ];
  for (const [what, given, commands] of cases) {
    it(what, () => assertEquals(nextCommands(given, { as: "bot" }, "omt_known"), commands));
  }
});
