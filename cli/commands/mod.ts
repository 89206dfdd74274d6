import type { Command } from "../command.ts";
import { COMMAND_NAMES, type CommandName } from "./names.ts";

/** A command that is loaded when a line names it: loading all would slow every start. */
export interface CommandEntry extends CommandName {
  readonly load: () => Promise<Command>;
}

const LOADERS: Readonly<Record<(typeof COMMAND_NAMES)[number]["path"], () => Promise<Command>>> = {
  "messages/list": async () => (await import("./messages/list.ts")).chatMessagesList,
  "messages/threads": async () => (await import("./messages/threads.ts")).threadsMessagesList,
  "messages/get": async () => (await import("./messages/get.ts")).messagesMget,
  "messages/search": async () => (await import("./messages/search.ts")).messagesSearch,
  "messages/recent": async () => (await import("./messages/recent.ts")).messagesRecent,
  "messages/download": async () => (await import("./messages/download.ts")).messagesResourcesDownload,
  "messages/send": async () => (await import("./messages/send.ts")).messagesSend,
  "messages/reply": async () => (await import("./messages/reply.ts")).messagesReply,
  "messages/forward": async () => (await import("./messages/forward.ts")).messagesForward,
  "messages/edit": async () => (await import("./messages/edit.ts")).messagesEdit,
  "messages/read-status": async () => (await import("./messages/read-status.ts")).messagesReadStatus,
  "messages/read-users": async () => (await import("./messages/read-users.ts")).messageReadUsers,
  "chats/list": async () => (await import("./chats/list.ts")).chatList,
  "chats/search": async () => (await import("./chats/search.ts")).chatSearch,
  "chats/members": async () => (await import("./chats/members.ts")).chatMembersList,
  "chats/create": async () => (await import("./chats/create.ts")).chatCreate,
  "chats/update": async () => (await import("./chats/update.ts")).chatUpdate,
  "chats/export": async () => (await import("./chats/export.ts")).chatExport,
  "flags/list": async () => (await import("./flags/list.ts")).flagList,
  "flags/create": async () => (await import("./flags/create.ts")).flagCreate,
  "flags/cancel": async () => (await import("./flags/cancel.ts")).flagCancel,
  "feed/shortcuts-list": async () => (await import("./feed/shortcuts-list.ts")).feedShortcutList,
  "feed/shortcuts-create": async () => (await import("./feed/shortcuts-create.ts")).feedShortcutCreate,
  "feed/shortcuts-remove": async () => (await import("./feed/shortcuts-remove.ts")).feedShortcutRemove,
  "feed/groups-list": async () => (await import("./feed/groups-list.ts")).feedGroupList,
  "feed/groups-items": async () => (await import("./feed/groups-items.ts")).feedGroupListItem,
  "feed/groups-query": async () => (await import("./feed/groups-query.ts")).feedGroupQueryItem,
  "archive/search": async () => (await import("./archive/search.ts")).archiveSearch,
  "archive/show": async () => (await import("./archive/show.ts")).archiveShow,
  "archive/stats": async () => (await import("./archive/stats.ts")).archiveStats,
  "archive/gaps": async () => (await import("./archive/gaps.ts")).archiveGaps,
  "archive/serve": async () => (await import("./archive/serve.ts")).archiveServe,
  "archive/export": async () => (await import("./archive/export.ts")).archiveExport,
  "archive/verify": async () => (await import("./archive/verify.ts")).archiveVerify,
  "archive/forget": async () => (await import("./archive/forget.ts")).archiveForget,
  "archive/probe": async () => (await import("./archive/probe.ts")).archiveProbe,
  "config/init": async () => (await import("./config/init.ts")).configInit,
  "config/show": async () => (await import("./config/show.ts")).configShow,
  "config/default-as": async () => (await import("./config/default-as.ts")).configDefaultAs,
  "config/strict-mode": async () => (await import("./config/default-as.ts")).configStrictMode,
  "config/remove": async () => (await import("./config/remove.ts")).configRemove,
  "profile/add": async () => (await import("./profile/add.ts")).profileAdd,
  "profile/list": async () => (await import("./profile/list.ts")).profileList,
  "profile/use": async () => (await import("./profile/use.ts")).profileUse,
  "profile/rename": async () => (await import("./profile/rename.ts")).profileRename,
  "profile/remove": async () => (await import("./profile/remove.ts")).profileRemove,
  "auth/login": async () => (await import("./auth/login.ts")).login,
  "auth/status": async () => (await import("./auth/status.ts")).status,
  "auth/list": async () => (await import("./auth/list.ts")).list,
  "auth/check": async () => (await import("./auth/check.ts")).check,
  "auth/scopes": async () => (await import("./auth/scopes.ts")).scopes,
  "auth/logout": async () => (await import("./auth/logout.ts")).logout,
  "auth/qrcode": async () => (await import("./auth/qrcode.ts")).qrcode,
  "resolve": async () => (await import("./resolve.ts")).resolve,
  "whoami": async () => (await import("./whoami.ts")).whoami,
  "doctor": async () => (await import("./doctor.ts")).doctor,
  "schema": async () => (await import("./schema.ts")).schema,
  "api": async () => (await import("../raw/api.ts")).api,
  "mcp": async () => (await import("./mcp.ts")).mcp,
  "demo": async () => (await import("./demo.ts")).demo,
  "skill/install": async () => (await import("./skill/install.ts")).skillInstall,
  "skill/show": async () => (await import("./skill/show.ts")).skillShow,
  "completions": async () => (await import("./completions.ts")).completions,
  "upgrade": async () => (await import("./upgrade.ts")).upgrade,
};

/** The commands in the order of the help. Each name works without its plus, too. */
export const COMMANDS: readonly CommandEntry[] = COMMAND_NAMES.map((names) => {
  const { name, aliases = [] }: CommandName = names;
  const plain = [name, ...aliases].filter((one) => one.startsWith("+")).map((one) => one.slice(1));
  return { ...names, aliases: [...aliases, ...plain], load: LOADERS[names.path] };
});

/** Loads all of them. */
export function loadCommands(): Promise<readonly Command[]> {
  return Promise.all(COMMANDS.map(({ load }) => load()));
}

/** The methods of a resource of the API; none where there is no such resource. */
export async function commandsOfGroup(word: string): Promise<readonly Command[]> {
  if (word.startsWith("+")) return [];
  const { rawCommands } = await import("../raw/commands.ts");
  return (await rawCommands(word)).filter(({ name }) => name.startsWith(`${word} `));
}

/** Every command, methods of the API included. */
export async function allCommands(): Promise<readonly Command[]> {
  const { rawCommands } = await import("../raw/commands.ts");
  return [...await loadCommands(), ...await rawCommands("")];
}
