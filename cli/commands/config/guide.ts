/**
 * The guided set-up: a person at a terminal is led from no app at all to the first commands.
 *
 * @module
 */

import { requestBotToken } from "../../../core/account/bot-token.ts";
import { fetchBot } from "../../../core/account/identity-info.ts";
import { Failure, invalidInput, isInterrupted } from "../../../core/failure.ts";
import { type Hosts, resolveHosts } from "../../../core/platform/hosts.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import type { World } from "../../../core/world.ts";
import type { Program, Runtime } from "../../command.ts";
import { scopesToAsk } from "../../scopes.ts";
import { cleanLine, writeText } from "../../output/terminal.ts";
import { spelled } from "../../spelling.ts";
import { type AppValues, checkSecret, readAppHosts, readAppSecret, type StoredApp } from "../profile/app.ts";
import { type InitApp, storeInit } from "./init.ts";

/** What people do with it, and command lines that take the scopes for it. */
const PURPOSES: readonly { readonly text: string; readonly lines: readonly string[] }[] = [
  {
    text: "read chats and messages, download files",
    lines: ["+chat-list", "+chat-messages-list --chat-id oc_xxx", "+messages-resources-download"],
  },
  {
    text: "send, answer and edit messages",
    lines: [
      "+messages-send --chat-id oc_xxx --file ./report.pdf",
      "+messages-reply --message-id om_xxx --text hello",
      "+messages-edit",
    ],
  },
  { text: "search messages and chats", lines: ["+messages-search", "+chat-search"] },
  { text: "create and change chats", lines: ["+chat-create", "+chat-update"] },
  { text: "flags (bookmarks) and the feed", lines: ["+flag-list", "+flag-create", "+feed-shortcut-list"] },
];

/** How often a question is asked again before the set-up ends. */
const MAX_ATTEMPTS = 3;

/** Leads through the set-up; what the line gives already is not asked. */
export async function guide(
  runtime: Runtime,
  values: AppValues & { readonly name: string | undefined; readonly yes: boolean },
): Promise<StoredApp> {
  const { world } = runtime;
  const say = (...lines: readonly string[]) =>
    writeText(world.stderr, `${lines.map(cleanLine).join("\n")}\n`);
  const brand = values.brand ?? await askBrand(world, values);
  const place = readAppHosts({ ...values, brand }, world);
  const hosts = resolveHosts({ baseUrl: undefined, accountsUrl: undefined, ...place });
  await say(
    "",
    "1. The app",
    `   Open ${hosts.open}/app and create a custom app, or choose one that you have;`,
    "   then add the Bot feature to it. (im config init --new makes an app for you.)",
    "   Its id and secret are on the Credentials page.",
    "",
  );
  const appId = values.appId ?? await ask(world, "App id (cli_…): ", readAppId);
  const appSecret = await readAppSecret(values, world) ??
    await ask(world, "App secret (not shown): ", (text) => checkSecret(input("appSecretStdin"), text), {
      hidden: true,
    });
  const stored = await storeInit(runtime, values, { appId, appSecret, ...place });
  await say(`   Stored in the profile ${stored.profile.name}.`);
  await sayScopes(runtime, appId, hosts);
  await say(
    "",
    "3. The bot",
    "   It sees only chats that it is in: open a chat, then Settings, Bots, Add bot.",
  );
  if (stored.isProved) await say(`   ${await tryBot(runtime, { appId, appSecret, ...place }, hosts)}`);
  await say(
    "",
    "4. Try it",
    "   im +chat-list --as bot        the chats that the bot is in",
    "   im auth login                 to act as yourself, too",
    "   im +messages-send --chat-id oc_xxx --text hello --as bot",
    "",
  );
  return stored;
}

async function askBrand(world: World, { baseUrl }: AppValues): Promise<"feishu" | "lark"> {
  if (baseUrl !== undefined || world.env("IM_BASE_URL") !== undefined) return "feishu";
  return await ask(world, "Feishu (China) or Lark (international)? [feishu]: ", (text) => {
    const word = text.trim().toLowerCase();
    if (word === "" || word === "feishu") return "feishu";
    if (word === "lark") return "lark";
    throw invalidInput("brand", `type feishu or lark: "${text}"`, "most tenants in China use feishu");
  });
}

function readAppId(text: string): string {
  const id = text.trim();
  if (/^[\w-]{4,64}$/.test(id)) return id;
  throw invalidInput(
    "appId",
    `not an app id, which looks like cli_a1b2c3d4e5: "${id}"`,
    "it is under Credentials in the app's settings",
  );
}

/** Asks until the answer can be used; `otherwise` takes its place where that never happens. @throws {Failure} where it never can, or the input ends. */
async function ask<T>(
  world: World,
  question: string,
  read: (text: string) => T,
  { hidden = false, otherwise }: { readonly hidden?: boolean; readonly otherwise?: string } = {},
): Promise<T> {
  for (let attempt = 1;; attempt++) {
    const isOver = attempt > MAX_ATTEMPTS && otherwise !== undefined;
    const answer = isOver ? otherwise : await world.readLine(question, { hidden }) ?? otherwise;
    if (answer === undefined) {
      throw new Failure({
        type: "validation",
        subtype: "failed_precondition",
        message: "the input ended before everything was answered; nothing was stored",
      });
    }
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof Failure) || (attempt >= MAX_ATTEMPTS && otherwise === undefined)) throw error;
      await writeText(world.stderr, `${cleanLine(spelled(error.detail.message))}\n`);
    }
  }
}

/** Asks what the person wants to do, and shows the scopes that it takes with the page where they are added. */
async function sayScopes({ world, program }: Runtime, appId: string, hosts: Hosts): Promise<void> {
  const list = PURPOSES.map(({ text }, at) => `   ${at + 1}  ${text}`);
  await writeText(world.stderr, ["", "2. Its scopes: what do you want to do?", ...list, ""].join("\n"));
  const chosen = await ask(world, "Numbers, such as 1 2 [1]: ", readPurposes, { otherwise: "" });
  const scopes = await scopesOfLines(program, chosen.flatMap(({ lines }) => lines));
  const query = new URLSearchParams({ clientID: appId, scopes: scopes.join(",") });
  const lines = [
    "   These scopes are needed:",
    ...scopes.map((scope) => `     ${scope}`),
    "   Add them here, then publish a version of the app:",
    `   ${hosts.open}/page/scope-apply?${query}`,
  ];
  await writeText(world.stderr, `${lines.map(cleanLine).join("\n")}\n`);
}

function readPurposes(text: string): typeof PURPOSES {
  const numbers = text.split(/[\s,]+/).filter((part) => part !== "");
  const chosen = (numbers.length === 0 ? ["1"] : numbers).map((number) => PURPOSES[Number(number) - 1]);
  if (chosen.every((one) => one !== undefined)) return chosen;
  throw invalidInput(
    "scopes",
    `type numbers from 1 to ${PURPOSES.length}: "${text}"`,
    "several are separated by commas: 1,2",
  );
}

/** The scopes that command lines need, whoever runs them: the app must have those of the bot and of people. */
async function scopesOfLines(program: Program, lines: readonly string[]): Promise<readonly string[]> {
  const described = await Promise.all(lines.map((line) => program.describe(line)));
  const all = described.flatMap(({ needs }) => Object.values(needs).flatMap(scopesToAsk));
  return [...new Set(all)].sort();
}

/** One call as the bot; what is wrong with it does not undo the set-up. */
async function tryBot(runtime: Runtime, app: InitApp, hosts: Hosts): Promise<string> {
  const call = runtime.accountCall(hosts);
  try {
    const { token } = await requestBotToken(call, app);
    const { appName } = await fetchBot(call, token);
    return `The bot answers: ${appName}`;
  } catch (error) {
    if (isInterrupted(error) || !(error instanceof Failure)) throw error;
    const { message, hint } = error.detail;
    return spelled(
      phrase`The bot does not answer yet: ${message}${hint === undefined ? "" : phrase` (${hint})`}`,
    );
  }
}
