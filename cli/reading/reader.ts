import { createNotices, type Notices } from "../../core/enrich/notices.ts";
import { createPipeline, type Pipeline } from "../../core/enrich/pipeline.ts";
import type { StageContext } from "../../core/enrich/stage.ts";
import { appLinkHost } from "../../core/message/app-link.ts";
import type { Client } from "../../core/platform/client.ts";
import type { Session } from "../command.ts";
import type { ReadingValues } from "./reading-flags.ts";

/** What a command that reads messages works with. */
export interface Reader {
  readonly client: Client;
  readonly context: StageContext;
  readonly notices: Notices;
  readonly pipeline: Pipeline;
}

/** Longest silence of a download unless `--timeout` says otherwise, seconds. */
const IDLE_SECONDS = 60;

/** Sets up the stages for a run. */
export function createReader(
  session: Session,
  values: ReadingValues,
  stages: { readonly threads: boolean; readonly chats: boolean },
): Reader {
  const { world, globals } = session;
  const client = session.client();
  const notices = createNotices();
  const context = { world, client, notices, remember: session.emit === undefined };
  const pipeline = createPipeline(context, {
    ...stages,
    reactions: !values.noReactions,
    downloads: values.downloadResources
      ? {
        idle: (globals.timeout ?? IDLE_SECONDS) * 1000,
        maxBytes: values.downloadLimit ?? Infinity,
      }
      : undefined,
    linkHost: appLinkHost(session.brand),
  });
  return { client, context, notices, pipeline };
}
