/**
 * The step between input and command in which names become ids. It is loaded where a name was given.
 *
 * @module
 */

import { attempt } from "../core/attempt.ts";
import { Failure, withDetail } from "../core/failure.ts";
import type { ApiRequest } from "../core/platform/request.ts";
import { createResolver, nameRequests } from "../core/resolve/resolver.ts";
import { MAX_CANDIDATES, notUnique } from "../core/resolve/not-unique.ts";
import { input, phrase } from "../core/text/phrase.ts";
import type { Warning } from "../core/warning.ts";
import type { Command, ResolvedName, Runtime } from "./command.ts";
import { type GivenName, notExact, placeholders, replaceNames } from "./options/names.ts";
import { joinProblems } from "./options/read.ts";

type Input = Parameters<Command["run"]>[0];

/** Input without names. */
export interface ResolvedInput {
  readonly input: Input;
  readonly names: readonly ResolvedName[];
  /** In a preview, the calls that a run makes to find the ids. */
  readonly requests: readonly ApiRequest[];
  readonly warnings: readonly Warning[];
}

/**
 * Refuses names where only ids are allowed.
 *
 * @throws {Failure} exit 2, for all of them at once
 */
export function checkExactIds(names: readonly GivenName[], isExact: boolean): void {
  const problem = joinProblems(isExact ? names.map(notExact) : []);
  if (problem !== undefined) throw problem;
}

/** Each name once: the same one may be given several times. */
function distinct(names: readonly GivenName[]): readonly GivenName[] {
  return [...new Map(names.map((one) => [`${one.key} ${one.type} ${one.name}`, one])).values()];
}

/** The input as a preview has it: placeholders for ids, and the calls that find them. */
export function previewNames(
  { options }: Command,
  values: Input,
  names: readonly GivenName[],
  { identity }: Runtime,
  nameOf: (key: string) => string,
): ResolvedInput {
  const idOf = placeholders(names);
  const once = new Map(names.map((one) => [`${one.type} ${one.name}`, one]));
  return {
    input: replaceNames(options, values, idOf),
    names: distinct(names).map((one) => ({
      ...{ param: nameOf(one.key), query: one.name, type: one.type, id: idOf(one) },
    })),
    requests: distinctRequests(
      [...once.values()].flatMap(({ type, name }) => nameRequests(type, name, identity)),
    ),
    warnings: [],
  };
}

/** Lists are read once, however many names there are. */
function distinctRequests(requests: readonly ApiRequest[]): readonly ApiRequest[] {
  return [
    ...new Map(requests.map((one) => [JSON.stringify([one.path, one.params, one.body]), one])).values(),
  ];
}

/**
 * The input with ids in place of names.
 *
 * @throws {Failure} exit 2 for all names that do not stand for exactly one chat or person; what the service or the
 * network says where it cannot be asked.
 */
export async function resolveNames(
  { options }: Command,
  values: Input,
  names: readonly GivenName[],
  runtime: Runtime,
  nameOf: (key: string) => string,
): Promise<ResolvedInput> {
  const { world, identity, brand } = runtime;
  const resolver = createResolver({ world, identity, brand, client: runtime.client() });
  const answers = await Promise.all(
    distinct(names).map(async (one) => {
      const answer = await attempt(() => resolver.find(one.type, one.name));
      if (answer instanceof Failure) return withOption(answer, one.key);
      const [candidate, ...others] = answer.exact;
      if (candidate === undefined || others.length > 0) {
        return notUnique(one.key, { ...one, identity }, answer);
      }
      return { ...one, id: candidate.id, found: candidate.name };
    }),
  );
  const failures = answers.filter((answer) => answer instanceof Failure);
  const unasked = failures.find(({ detail }) => detail.type !== "validation");
  const problem = unasked ?? joinNotUnique(failures);
  if (problem !== undefined) throw problem;
  const found = answers.flatMap((answer) => answer instanceof Failure ? [] : [answer]);
  return {
    input: replaceNames(
      options,
      values,
      ({ type, name }) => found.find((one) => one.type === type && one.name === name)?.id ?? "",
    ),
    names: found.map(({ key, type, name, id, found }) => ({
      ...{ param: nameOf(key), query: name, type, id, name: found },
    })),
    requests: [],
    warnings: resolver.warnings(),
  };
}

/** All names that stand for nothing or for too much are one error; each of them has a share of the candidates. */
function joinNotUnique(failures: readonly Failure[]): Failure | undefined {
  const joined = joinProblems(failures);
  if (joined === undefined || failures.length < 2) return joined;
  const share = Math.ceil(MAX_CANDIDATES / failures.length);
  const candidates = failures.flatMap(({ detail }) => detail.candidates?.slice(0, share) ?? []);
  return withDetail(joined, { candidates: candidates.slice(0, MAX_CANDIDATES) });
}

/** A refusal says which name it was about. */
function withOption(failure: Failure, key: string): Failure {
  const { type, hint } = failure.detail;
  if (type === "validation") return withDetail(failure, { input: key });
  const instead = phrase`with an id, ${input(key)} needs no search`;
  return withDetail(failure, { hint: hint === undefined ? instead : phrase`${hint}; ${instead}` });
}
