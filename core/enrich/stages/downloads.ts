import { resourceRequest } from "../../download/requests.ts";
import type { SavedResource } from "../../message/message.ts";
import { resourceRefsOf } from "../../message/resources.ts";
import { messageIdOf, type RawMessage } from "../../message/wire.ts";
import { RESOURCE_DIRECTORY, type Stage } from "../stage.ts";
import type { ResourceSaver } from "./save-resources.ts";

/** The pictures and files of messages, saved. */
export const downloads: Stage = {
  name: "downloads",
  preview: (options) =>
    options.downloads === undefined ? [] : [{
      ...resourceRequest({ message_id: "<message_id>", file_key: "<file_key>", type: "file" }),
      pathValues: {},
      params: { type: "<image|file>" },
      desc: `for each image and file: saved under ./${RESOURCE_DIRECTORY}/`,
    }],
  start(context, { downloads, idle }) {
    if (downloads === undefined) return undefined;
    // Saving needs all that downloads, which reading does not.
    let loading: Promise<ResourceSaver> | undefined;
    const loadSaver = async () => {
      const { createResourceSaver } = await import("./save-resources.ts");
      return createResourceSaver(context, { ...downloads, idle });
    };
    return {
      levels: ["page", "thread"],
      async load({ messages, forwarded }) {
        const [saver, bundles] = await Promise.all([loading ??= loadSaver(), forwarded()]);
        const saved = new Map<RawMessage, readonly SavedResource[]>();
        await Promise.all(messages.map(async (message) => {
          const refs = resourceRefsOf(message, bundles.get(messageIdOf(message)));
          saved.set(message, await saver.save(refs));
        }));
        return {
          fields(message) {
            const resources = saved.get(message) ?? [];
            return resources.length === 0 ? {} : { resources };
          },
        };
      },
      settle: async () => await (await loading)?.settle(),
    };
  },
};
