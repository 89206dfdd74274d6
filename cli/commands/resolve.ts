import { attempt, describeFailure } from "../../core/attempt.ts";
import { Failure } from "../../core/failure.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { Candidate, Found, NamedType } from "../../core/resolve/candidate.ts";
import { findIds, idRequests } from "../../core/resolve/ids.ts";
import { MAX_CANDIDATES } from "../../core/resolve/not-unique.ts";
import { createResolver, nameRequests, type Resolver } from "../../core/resolve/resolver.ts";
import { counted } from "../../core/text/count.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import { createWarnings, type Warnings } from "../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../command.ts";
import { invalidArgument } from "../../core/failure.ts";
import { choice, optional, type OptionValues, positional } from "../options/option.ts";
import { conciseCandidates, prettyCandidates, RESOLVE_COLUMNS } from "./resolve/view.ts";
import { type ResolveWord, resolveWord } from "./resolve/word.ts";

const CHAT_SCOPES = ["im:chat:read", "im:chat", "im:chat:readonly"];
const PEOPLE_SCOPES: Readonly<Record<Identity, readonly string[]>> = {
  user: ["contact:user:search", "contact:user.basic_profile:readonly"],
  bot: ["im:chat.members:read", "contact:user.base:readonly"],
};

const options = {
  names: { ...positional(resolveWord("names, ids, or links of chats and people")), required: true },
  type: optional(choice(["chat", "user"], "look for chats only, or for people only")),
};

type Values = OptionValues<typeof options>;

/** `im resolve` */
export const resolve = defineCommand({
  name: "resolve",
  summary: "Find chats and people by name, id or link",
  description: [
    "Lists every chat and person with exactly this name; case, and wide or narrow letters, do not matter. For an " +
    "id or a link, it gives the name. If a word stands for nothing, the exit status is 1.",
    "As a user, people are found by a search; a bot sees the members of its chats. Wherever a command takes the " +
    "id of " +
    "a chat or a person, a name works, too, if it belongs to exactly one.",
  ],
  examples: [
    { comment: "whatever has this name", line: 'resolve "Release 2.4"' },
    { comment: "two people", line: "resolve --type user 李雷 Ana" },
    { comment: "what an id is called", line: "resolve oc_xxx ou_xxx" },
  ],
  identities: ["user", "bot"],
  scopes: CHAT_SCOPES,
  moreScopes: PEOPLE_SCOPES,
  scopesFor: ({ type }, identity) => ({
    required: type === "user" ? [] : [CHAT_SCOPES],
    helpful: type === "chat" ? [] : PEOPLE_SCOPES[identity],
  }),
  risk: "read",
  answer: async () => (await import("./resolve/answer.ts")).resolveAnswer(),
  columns: RESOLVE_COLUMNS,
  options,
  check({ names }) {
    if (names.length > 0) return;
    throw invalidArgument(
      "names",
      "there is nothing to resolve",
      phrase`give names, ids or links: ${action("resolve", { names: "Release 2.4" })}`,
    );
  },
  preview: (values, identity) => ({ api: requestsOf(values, identity), context: {} }),
  run,
});

/** Each word once. */
function distinct({ names }: Values): readonly ResolveWord[] {
  return [...new Map(names.map((word) => [word.text, word])).values()];
}

function idsIn(words: readonly ResolveWord[], type: NamedType): readonly string[] {
  return [...new Set(words.flatMap(({ id }) => id?.type === type ? [id.value] : []))];
}

function typesOf({ type }: Values): readonly NamedType[] {
  return type === undefined ? ["chat", "user"] : [type];
}

function requestsOf(values: Values, identity: Identity): readonly ApiRequest[] {
  const words = distinct(values);
  const names = words.filter(({ id }) => id === undefined);
  const requests = [
    ...(["chat", "user"] as const).flatMap((type) => idRequests(type, idsIn(words, type), identity)),
    ...names.flatMap(({ text }) => typesOf(values).flatMap((type) => nameRequests(type, text, identity))),
  ];
  return [
    ...new Map(requests.map((one) => [JSON.stringify([one.path, one.params, one.body]), one])).values(),
  ];
}

/** What a word stands for. */
interface Answer extends Found {
  readonly text: string;
  /** Why some of it is not known. */
  readonly failures: readonly Failure[];
}

async function run(values: Values, runtime: Runtime): Promise<CommandResult> {
  const { world, identity, brand } = runtime;
  const client = runtime.client();
  const words = distinct(values);
  const resolver = createResolver({ world, identity, brand, client });
  const warnings = createWarnings();
  const [chats, people, answers] = await Promise.all([
    findIds(client, "chat", idsIn(words, "chat")),
    findIds(client, "user", idsIn(words, "user")),
    Promise.all(
      words.map(async (word) =>
        word.id === undefined ? await findName(resolver, values, word.text) : undefined
      ),
    ),
  ]);
  const found = words.map((word, at): Answer => {
    const named = answers[at];
    if (named !== undefined) return named;
    const exact = [...chats, ...people].filter(({ id }) => id === word.id?.value);
    return { text: word.text, exact, near: [], failures: [] };
  });
  return resultOf(found, warnings, resolver);
}

/** One kind that may not be asked for leaves the other. */
async function findName(resolver: Resolver, values: Values, text: string): Promise<Answer> {
  const results = await Promise.all(
    typesOf(values).map((type) => attempt(() => resolver.find(type, text))),
  );
  const failures = results.filter((one) => one instanceof Failure);
  const lists = results.flatMap((one) => one instanceof Failure ? [] : [one]);
  const final = failures.find(({ detail }) => !["authorization", "validation"].includes(detail.type));
  const exact = lists.flatMap((one) => one.exact);
  const [first] = failures;
  if (final !== undefined) throw final;
  if (first !== undefined && exact.length === 0) throw first;
  return { text, exact, near: lists.flatMap((one) => one.near), failures };
}

function resultOf(answers: readonly Answer[], warnings: Warnings, resolver: Resolver): CommandResult {
  for (const { failures } of answers) {
    for (const failure of failures) warnings.add("names_not_compared", describeFailure(failure));
  }
  const missing = answers.filter(({ exact }) => exact.length === 0);
  if (missing.length === answers.length) throw notFound(missing);
  const candidates = answers.flatMap(({ text, exact }) => exact.map((one) => ({ ...one, query: text })));
  const isSingle = answers.length === 1;
  return {
    data: {
      candidates,
      ...(missing.length === 0 ? {} : { missing: missing.map(({ text }) => text) }),
    },
    rows: candidates,
    warnings: [...resolver.warnings(), ...warnings.list()],
    ...(missing.length === 0 ? {} : { failure: notFound(missing) }),
    pretty: (screen) => prettyCandidates(candidates, isSingle, screen),
    concise: () => conciseCandidates(candidates, isSingle),
  };
}

/** Words that stand for nothing; what is close is shown. */
function notFound(answers: readonly Answer[]): Failure {
  const near: readonly Candidate[] = answers.flatMap((answer) => answer.near);
  const texts = answers.map(({ text }) => JSON.stringify(text)).join(", ");
  return new Failure({
    type: "api",
    subtype: "not_found",
    message: answers.length === 1
      ? `nothing that you can see has the name or id ${texts}`
      : `${counted(answers.length, "word")} are names or ids of nothing that you can see: ${texts}`,
    hint: near.length > 0
      ? "a name counts to the letter: these are close"
      : phrase`search with a part of the name: ${action("chats/search", { query: "<text>" })}`,
    ...(near.length === 0 ? {} : { candidates: near.slice(0, MAX_CANDIDATES) }),
  });
}
