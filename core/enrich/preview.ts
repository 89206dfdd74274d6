import { queryChats } from "../chat/requests.ts";
import { getApplication, queryPeople } from "../contact/requests.ts";
import { resourceRequest } from "../download/request.ts";
import { getBundle, listFolder, listMessages, MAX_PAGE, queryReactions } from "../message/requests.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import { RESOURCE_DIRECTORY } from "./downloads.ts";
import type { PipelineOptions } from "./pipeline.ts";

/** The calls that completing messages may make, for dry runs: the stages' own requests, with placeholders. */
export function previewStages(
  options: Pick<PipelineOptions, "threads" | "reactions" | "chats"> & { readonly downloads: boolean },
  identity: Identity,
): readonly ApiRequest[] {
  const people = identity === "user" ? 10 : 50;
  return [
    ...(options.chats
      ? [{ ...queryChats(["<chat_id>"]), desc: "the chats of the messages found, up to 50 a call" }]
      : []),
    {
      ...getBundle("<message_id>"),
      pathValues: {},
      desc: "for each forwarded bundle: the messages in it",
    },
    {
      ...listFolder("<folder_key>", "<message_id>"),
      pathValues: {},
      desc: "for each folder: what lies in it",
    },
    {
      ...queryPeople(["<sender_id>"], identity),
      desc: `for senders whose name did not come along, up to ${people} a call`,
    },
    ...(identity === "bot"
      ? [{ ...getApplication("<app_id>"), pathValues: {}, desc: "for apps whose name did not come along" }]
      : []),
    ...(options.threads
      ? [{
        ...listMessages({ container: "thread", id: "<thread_id>", order: "asc", pageSize: MAX_PAGE }),
        desc: "for each message with a thread: its replies, up to 50 a thread and 500 in all",
      }]
      : []),
    ...(options.reactions
      ? [{
        ...queryReactions(["<message_id>"]),
        desc: "the reactions, 20 messages a call, replies in threads included",
      }]
      : []),
    ...(options.downloads
      ? [{
        ...resourceRequest({ message_id: "<message_id>", file_key: "<file_key>", type: "file" }),
        pathValues: {},
        params: { type: "<image|file>" },
        desc: `for each image and file: saved under ./${RESOURCE_DIRECTORY}/`,
      }]
      : []),
  ];
}
