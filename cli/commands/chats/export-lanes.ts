/**
 * Which parts of an export the login has no scopes for: known before it starts.
 *
 * @module
 */

import type { LaneName } from "../../../core/archive/sync/context.ts";
import { Failure } from "../../../core/failure.ts";
import { action, joinPhrases, phrase } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import type { Runtime } from "../../command.ts";
import { exportNeeds, type ExportValues } from "./export-options.ts";

/** What people call the parts. */
const PARTS: Readonly<Record<LaneName, string>> = {
  list: "messages",
  check: "older messages",
  search: "search for replies",
  threads: "threads",
  bundle: "forwarded messages",
  reactions: "reactions",
  media: "images and files",
  members: "members",
  pins: "pins",
};

/** The parts that cannot be done, and why; none where the scopes are not known. */
export async function refusedParts(
  values: ExportValues,
  runtime: Runtime,
): Promise<ReadonlyMap<LaneName, Failure>> {
  const granted = await grantedScopes(runtime);
  if (granted === undefined) return new Map();
  const { refusedLanes } = await import("../../../core/archive/sync/lane-scopes.ts");
  const { noThreads, noReactions, noMedia, noMembers } = values;
  return refusedLanes(
    { threads: !noThreads, reactions: !noReactions, media: !noMedia, members: !noMembers },
    granted,
  );
}

/** What is left out, as one warning with the login that would help. */
export function refusalWarnings(
  values: ExportValues,
  refused: ReadonlyMap<LaneName, Failure>,
  { identity }: Runtime,
): readonly Warning[] {
  // Where messages are refused, that is the failure of the whole; without a search, nothing is left out.
  const left = [...refused].filter(([lane]) => !["list", "check", "threads", "search"].includes(lane));
  if (left.length === 0) return [];
  const parts = joinPhrases(
    left.map(([lane, { detail }]) => phrase`${PARTS[lane]} (${detail.message})`),
    ", ",
  );
  const help = identity === "bot"
    ? phrase`the app needs more scopes, see its page in the developer console`
    : phrase`grant what is missing: ${action("auth/login", { for: lineOf(values) })}`;
  return [{ key: "missing_scope", detail: phrase`left out of the archive: ${parts}; ${help}` }];
}

/** What a login that is known to lack scopes leaves out, and which chats it may be refused. */
export async function laneWarnings(values: ExportValues, runtime: Runtime): Promise<readonly Warning[]> {
  return [
    ...refusalWarnings(values, await refusedParts(values, runtime), runtime),
    ...await chatWarnings(values, runtime),
  ];
}

/** Scopes for kinds of chats: whether another one is enough is not known, so these chats are tried. */
export async function chatWarnings(values: ExportValues, runtime: Runtime): Promise<readonly Warning[]> {
  const granted = await grantedScopes(runtime);
  if (granted === undefined) return [];
  const missing = exportNeeds(values, "user").helpful
    .filter((scope) => /get_as_user$/.test(scope) && !granted.includes(scope));
  if (missing.length === 0) return [];
  const detail = phrase`some chats may be refused: the login lacks ${missing.join(", ")}; grant it: ${
    action("auth/login", { for: lineOf(values) })
  }`;
  return [{ key: "missing_scope", detail }];
}

function lineOf({ all, chatId, output, userId }: ExportValues): string {
  const chats = all
    ? "--all"
    : userId === undefined
    ? `--chat-id ${chatId.join(",")}`
    : `--user-id ${userId}`;
  return `+chat-export ${chats} --output ${output}`;
}

/** Scopes of a stored login; those of other tokens are not known. */
async function grantedScopes({ actsAs, tokens }: Runtime): Promise<readonly string[] | undefined> {
  if (actsAs !== "user") return undefined;
  try {
    return await (await tokens()).grantedScopes("user");
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
    return undefined;
  }
}
