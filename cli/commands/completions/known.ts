import { readConfig } from "../../../core/account/config-file.ts";
import { accountKey, readKnownChats } from "../../../core/account/known-chats.ts";
import type { Runtime } from "../../command.ts";
import type { Candidate, Known } from "./candidate.ts";

/** What the account knows without asking the service. Whatever goes wrong, there is nothing to offer. */
export function knownTo(runtime: Runtime): Known {
  const profiles = async () => (await readConfig(runtime.world, runtime.root())).config.profiles;
  return {
    chats: () =>
      orNothing(async () => {
        const { hosts, appId } = await runtime.account();
        const chats = await readKnownChats(runtime.world, runtime.root(), accountKey(hosts.open, appId));
        return chats.map(({ id, name }) => ({ value: id, text: name }));
      }),
    profiles: () =>
      orNothing(async () => (await profiles()).map(({ name, appId }) => ({ value: name, text: appId }))),
    users: () =>
      orNothing(async () =>
        (await profiles()).flatMap(({ users }) =>
          users.map(({ openId, name }) => ({ value: openId, text: name }))
        )
      ),
  };
}

async function orNothing(find: () => Promise<readonly Candidate[]>): Promise<readonly Candidate[]> {
  try {
    return await find();
  } catch {
    return [];
  }
}
