import { Failure } from "../../failure.ts";
import type { ExportOptions, LaneName } from "./context.ts";

/** Scopes of the parts that an archive can do without: any one of a list is enough. */
const LANE_SCOPES = {
  search: ["search:message"],
  reactions: ["im:message.reactions:read", "im:message:readonly"],
  media: ["im:message:readonly", "im:message", "im:message.history:readonly"],
  members: ["im:chat.members:read", "im:chat:readonly", "im:chat", "im:chat.group_info:readonly"],
  pins: ["im:message.pins:read", "im:message:readonly", "im:message"],
} as const satisfies Partial<Record<LaneName, readonly string[]>>;

/** The parts of an export that a login with these scopes cannot do. */
export function refusedLanes(
  { threads, reactions, media, members }: Pick<ExportOptions, "threads" | "reactions" | "media" | "members">,
  granted: readonly string[],
): ReadonlyMap<LaneName, Failure> {
  const refused = new Map<LaneName, Failure>();
  const check = (lane: keyof typeof LANE_SCOPES, isWanted: boolean) => {
    const scopes: readonly [string, ...string[]] = LANE_SCOPES[lane];
    const [first] = scopes;
    if (!isWanted || scopes.some((scope) => granted.includes(scope))) return;
    const message = `the login lacks the scope ${first}`;
    refused.set(
      lane,
      new Failure({ type: "authorization", subtype: "missing_scope", message, missing_scopes: [first] }),
    );
  };
  check("search", threads);
  check("reactions", reactions);
  check("media", media);
  check("members", members);
  check("pins", members);
  return refused;
}
