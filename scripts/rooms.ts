/**
 * The table of rooms: which parts of the product may import which. A room is a folder of `core/`, a folder of `cli/` or a
 * family of commands, or a single file beside them. A room imports only rooms that stand above it in the table, so that
 * the table has no circle, and of these only those that its row names.
 *
 * @module
 */

/** What every other room of core/ may import. */
const base = [
  "core/json",
  "core/text",
  "core/world",
  "core/build-info",
  "core/failure",
  "core/attempt",
  "core/warning",
  "core/items",
  "core/safe-path",
  "core/pinned-directory",
  "core/async",
];

/** What every command may import. */
const forCommands = [
  "cli/command",
  "cli/scopes",
  "cli/screen",
  "cli/options",
  "cli/output",
  "cli/pages",
  "cli/live-and-deleted",
  "cli/download",
  "cli/spelling",
  "cli/version",
  "cli/questions",
  "cli/confirmation",
];

/** A room and what it may import. A name that ends in a slash stands for every room below it. */
export type Row = readonly [room: string, imports: readonly string[]];

/** From the ground up. */
export const rooms: readonly Row[] = [
  ["core/json", []],
  ["core/text", ["core/json"]],
  ["core/world", []],
  ["core/build-info", []],
  ["core/failure", ["core/json", "core/text"]],
  ["core/attempt", ["core/failure", "core/text"]],
  ["core/warning", ["core/text"]],
  ["core/items", ["core/attempt", "core/failure", "core/text", "core/warning"]],
  ["core/safe-path", ["core/failure", "core/text", "core/world"]],
  ["core/pinned-directory", ["core/failure", "core/safe-path"]],
  ["core/async", ["core/failure", "core/text", "core/world"]],
  ["core/platform", base],
  ["core/account", [...base, "core/platform"]],
  ["core/contact", [...base, "core/platform"]],
  ["core/chat", [...base, "core/platform"]],
  ["core/resolve", [...base, "core/platform", "core/chat", "core/contact"]],
  ["core/message", [...base, "core/platform"]],
  ["core/download", [...base, "core/platform"]],
  ["core/upload", [...base, "core/platform", "core/download"]],
  ["core/flag", [...base, "core/platform", "core/chat", "core/message"]],
  ["core/feed", [...base, "core/platform", "core/chat"]],
  ["core/enrich", [...base, "core/platform", "core/contact", "core/chat", "core/message", "core/download"]],
  ["core/recent", [...base, "core/platform", "core/chat", "core/message"]],
  ["core/compose", [...base, "core/platform", "core/message", "core/download", "core/upload"]],
  ["core/upgrade", [...base, "core/platform", "core/download"]],
  ["core/archive", [
    ...base,
    "core/platform",
    "core/contact",
    "core/chat",
    "core/message",
    "core/download",
    "core/enrich",
  ]],
  ["core/api", [...base, "core/platform", "core/message", "core/compose"]],
  ["cli/suggestion", ["core/text"]],
  ["cli/guesses", []],
  ["cli/version", ["core/"]],
  ["cli/config-root", ["core/"]],
  ["cli/settings", ["core/", "cli/config-root"]],
  ["cli/terminal-input", ["core/"]],
  ["cli/screen", ["core/"]],
  ["cli/motion", ["core/", "cli/screen"]],
  ["cli/options", ["core/", "cli/motion", "cli/screen", "cli/suggestion"]],
  ["cli/id-lists", ["core/", "cli/options", "cli/settings"]],
  ["cli/run-program", ["core/"]],
  ["cli/account", ["core/", "cli/options", "cli/settings"]],
  ["cli/commands/names", []],
  ["cli/general-hints", ["core/"]],
  ["cli/spelling", ["core/", "cli/options", "cli/commands/names", "cli/general-hints"]],
  ["cli/command", ["core/", "cli/account", "cli/options", "cli/screen", "cli/spelling"]],
  ["cli/scopes", ["core/", "cli/command", "cli/options"]],
  ["cli/strict", ["core/", "cli/command"]],
  ["cli/commands/mod", ["cli/command", "cli/commands/names"]],
  ["cli/tasks", ["core/"]],
  ["cli/output", [
    "core/",
    "cli/options",
    "cli/motion",
    "cli/screen",
    "cli/command",
    "cli/spelling",
    "cli/suggestion",
    "cli/tasks",
  ]],
  ["cli/questions", ["core/"]],
  ["cli/confirmation", ["core/", "cli/command", "cli/output", "cli/questions", "cli/spelling"]],
  ["cli/run-log", ["core/", "cli/output"]],
  ["cli/pages", ["core/", "cli/options", "cli/command", "cli/output"]],
  ["cli/live-and-deleted", ["core/", "cli/options", "cli/command", "cli/pages"]],
  ["cli/file-check", ["core/"]],
  ["cli/download", ["core/", "cli/file-check", "cli/options", "cli/command", "cli/output"]],
  ["cli/commands/chats", ["core/", ...forCommands]],
  ["cli/commands/feed", ["core/", ...forCommands]],
  ["cli/commands/messages", ["core/", ...forCommands]],
  ["cli/commands/archive", ["core/", ...forCommands, "cli/commands/messages"]],
  ["cli/commands/flags", ["core/", ...forCommands, "cli/commands/messages"]],
  ["cli/raw", ["cli/commands/names", "core/", ...forCommands, "cli/commands/messages", "cli/suggestion"]],
  ["cli/schema", [
    ...["core/", "cli/command", "cli/options", "cli/screen", "cli/spelling", "cli/suggestion", "cli/raw"],
  ]],
  ["cli/commands/schema", ["core/", ...forCommands, "cli/commands/names", "cli/schema", "cli/strict"]],
  ["cli/commands/demo", ["core/", ...forCommands]],
  ["cli/commands/mcp", ["core/", ...forCommands]],
  ["cli/commands/skill", ["core/", ...forCommands]],
  ["cli/commands/upgrade", ["core/", ...forCommands]],
  ["cli/commands/profile", ["core/", ...forCommands, "cli/account", "cli/settings"]],
  ["cli/commands/config", [
    ...["core/", ...forCommands, "cli/account", "cli/config-root", "cli/settings", "cli/commands/profile"],
  ]],
  ["cli/commands/auth", ["core/", ...forCommands, "cli/account", "cli/settings"]],
  ["cli/commands/resolve", ["core/", ...forCommands]],
  ["cli/commands/whoami", ["core/", ...forCommands, "cli/account", "cli/commands/auth"]],
  ["cli/commands/doctor", ["core/", ...forCommands, "cli/account", "cli/commands/auth"]],
  ["cli/scope-note", ["core/", "cli/command", "cli/scopes"]],
  ["cli/tree", ["cli/command", "cli/options"]],
  ["cli/parser", ["cli/options", "cli/tree"]],
  ["cli/option-texts", ["core/", "cli/options", "cli/parser", "cli/spelling"]],
  ["cli/leads", ["cli/command", "cli/options"]],
  ["cli/usage", [
    ...[
      "cli/output",
      "core/",
      "cli/command",
      "cli/commands/names",
      "cli/guesses",
      "cli/leads",
      "cli/options",
    ],
    "cli/suggestion",
  ]],
  ["cli/line", [
    ...["core/", "cli/command", "cli/commands/mod", "cli/commands/names", "cli/options", "cli/tree"],
    ...["cli/id-lists", "cli/option-texts", "cli/parser", "cli/spelling", "cli/usage"],
  ]],
  ["cli/commands/completions", [
    ...["core/", ...forCommands, "cli/commands/mod", "cli/commands/names", "cli/line"],
  ]],
  ["cli/help", [
    ...["core/", "cli/command", "cli/commands/mod", "cli/commands/names", "cli/options", "cli/line"],
  ]],
  ["cli/needs", ["core/", "cli/command", "cli/scopes", "cli/options", "cli/line"]],
  ["cli/exit", ["core/", "cli/output", "cli/settings", "cli/spelling"]],
  ["cli/format", [
    "core/",
    "cli/motion",
    "cli/screen",
    "cli/command",
    "cli/options",
    "cli/line",
    "cli/output",
  ]],
  ["cli/access", [
    ...[
      "core/",
      "cli/account",
      "cli/command",
      "cli/config-root",
      "cli/options",
      "cli/output",
      "cli/settings",
    ],
    ...["cli/suggestion", "cli/version"],
  ]],
  ["cli/shared-parts", ["core/", "cli/access", "cli/options"]],
  ["cli/first-request", ["core/", "cli/command"]],
  ["cli/runtime", [
    ...[
      "core/",
      "cli/access",
      "cli/command",
      "cli/first-request",
      "cli/scopes",
      "cli/options",
      "cli/output",
      "cli/settings",
      "cli/spelling",
      "cli/shared-parts",
    ],
    ...["cli/version"],
  ]],
  ["cli/resolve-names", ["core/", "cli/command", "cli/options"]],
  ["cli/execute", ["core/", "cli/command", "cli/options", "cli/resolve-names", "cli/runtime"]],
  ["cli/mcp", [
    ...["core/", "cli/command", "cli/commands/names", "cli/execute", "cli/exit", "cli/line", "cli/options"],
    ...[
      "cli/output",
      "cli/raw",
      "cli/runtime",
      "cli/schema",
      "cli/scope-note",
      "cli/screen",
      "cli/shared-parts",
    ],
    ...["cli/spelling", "cli/strict", "cli/suggestion"],
  ]],
  ["cli/environment", ["core/"]],
  ["cli/front", ["core/", "cli/version", "cli/help"]],
  ["cli/run", [
    ...[
      "core/",
      "cli/command",
      "cli/exit",
      "cli/line",
      "cli/options",
      "cli/output",
      "cli/run-log",
      "cli/screen",
    ],
    ...["cli/settings", "cli/spelling"],
  ]],
  ["cli/show-answer", [
    ...["core/", "cli/command", "cli/execute", "cli/options", "cli/output", "cli/scope-note", "cli/screen"],
  ]],
  ["cli/main", ["core/", "cli/"]],
  ["main", ["core/", "cli/"]],
];

/** The room of a file of the product; `undefined` for other files. */
export function roomOf(path: string): string | undefined {
  if (path === "main.ts") return "main";
  const parts = path.split("/");
  if (parts[0] !== "core" && parts[0] !== "cli") return undefined;
  const depth = parts[0] === "cli" && parts[1] === "commands" ? 3 : 2;
  return parts.slice(0, depth).join("/").replace(/\.ts$/, "");
}

/** Why one room may not import another; `undefined` where it may. */
export function roomProblem(from: string, to: string, table: readonly Row[] = rooms): string | undefined {
  const row = table.find(([room]) => room === from);
  if (row === undefined) return `${from} has no row in the table of rooms (scripts/rooms.ts)`;
  const isAllowed = row[1].some((name) => name.endsWith("/") ? to.startsWith(name) : to === name);
  return isAllowed ? undefined : `${from} may not import ${to} (scripts/rooms.ts)`;
}

/** Rows that name a room that does not stand above them. */
export function tableProblems(table: readonly Row[] = rooms): readonly string[] {
  return table.flatMap(([room, imports], at) => {
    const above = table.slice(0, at).map(([name]) => name);
    return imports
      .filter((name) => !name.endsWith("/") && !above.includes(name))
      .map((name) => `${room} names ${name}, which does not stand above it`);
  });
}
