import { createBatcher } from "../../async/batch.ts";
import { attempt, describeFailure } from "../../attempt.ts";
import { getApplication } from "../../contact/requests.ts";
import { readApplicationName } from "../../contact/wire.ts";
import { Failure } from "../../failure.ts";
import { responseData } from "../../platform/response.ts";
import { isAccessFailure, senderIds } from "../names.ts";
import type { Stage, StageContext } from "../stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 4;

/** The names of apps that sent messages; the application route takes a bot's token only. */
export const appNames: Stage = {
  name: "app names",
  preview: (_options, identity) =>
    identity === "bot"
      ? [{
        ...getApplication("<app_id>"),
        pathValues: {},
        desc: "for apps whose name is not included",
      }]
      : [],
  start(context) {
    if (context.client.identity !== "bot") return undefined;
    const loadApps = createAppLoader(context);
    return {
      levels: ["page", "thread", "bundle"],
      async load({ messages }) {
        await loadApps(senderIds(messages, ["app", "bot"]));
        return {};
      },
    };
  },
};

/** Finds the names of apps and puts them into the book. */
export function createAppLoader({ client, warnings, names }: StageContext) {
  let isRefused = false;
  const batcher = createBatcher<string>({
    batchSize: 1,
    concurrency: MAX_CONCURRENT,
    cache: true,
    async load([appId = ""]) {
      if (isRefused) return new Map();
      const name = await attempt(async () =>
        readApplicationName(responseData(await client.call(getApplication(appId))))
      );
      if (name instanceof Failure) {
        warnings.add("app_names_failed", describeFailure(name), appId);
        isRefused ||= isAccessFailure(name);
      } else if (name !== undefined) {
        names.add(appId, name);
      }
      return new Map();
    },
  });
  return async (appIds: readonly string[]): Promise<void> => {
    const unknown = appIds.filter((id) => names.nameOf(id) === undefined);
    await Promise.all(unknown.map((id) => batcher.get(id)));
  };
}
