/**
 * People by their names: as a user by a search, as a bot among the members of its chats.
 *
 * @module
 */

import { attempt, describeFailure } from "../attempt.ts";
import { MAX_PEOPLE_QUERY, searchPeople } from "../contact/requests.ts";
import { PERSON_HIT, type PersonHit } from "../contact/wire.ts";
import { Failure } from "../failure.ts";
import { nonBlank, objectAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import { phrase } from "../text/phrase.ts";
import { type Candidate, firstCharacters, foldName, type Found, knownFacts } from "./candidate.ts";
import { type ChatSource, ownChatsRequest } from "./chats.ts";
import { findMembers, membersRequest, readMembers } from "./members.ts";
import { isRefused, readToEnd } from "./read-all.ts";

/** The calls that finding a person takes, for a preview. */
export function personNameRequests(name: string, identity: Identity): readonly ApiRequest[] {
  const condition = identity === "user" ? "if the search for people is refused: " : "";
  const members = [
    {
      ...ownChatsRequest(undefined),
      desc: `${condition}lists the chats that the caller is in, page by page`,
    },
    {
      ...membersRequest("<chat_id>", undefined),
      desc: `${condition}for each of them: compares the name with its members, page by page`,
    },
  ];
  if (identity === "bot") return members;
  const searches = queriesFor(name).map((query) => ({
    ...searchPeople(query, undefined),
    desc: `finds the person with the name "${name}", page by page`,
  }));
  return [...searches, ...members];
}

/** The name as given and in its normal form: whether the search folds forms is unverified. */
function queriesFor(name: string): readonly string[] {
  const forms = [name, name.normalize("NFKC")].map((form) => firstCharacters(form.trim(), MAX_PEOPLE_QUERY));
  return [...new Set(forms)];
}

/** What finding people takes. */
export interface PeopleSource extends ChatSource {
  readonly identity: Identity;
  readonly brand: string | undefined;
}

/** Makes what finds people by name; members of chats are read once. */
export function createPeopleFinder(source: PeopleSource): (name: string) => Promise<Found> {
  let members: ReturnType<typeof readMembers> | undefined;
  const findAmongMembers = async (name: string) => {
    const reading = members ??= source.ownChats()
      .then((chats) => readMembers(source, chats, source.warnings));
    return findMembers(await reading, name);
  };
  return async (name) => {
    if (source.identity === "bot") return await findAmongMembers(name);
    const found = await attempt(() => search(source, name));
    if (!(found instanceof Failure)) return found;
    if (!isRefused(found)) throw found;
    source.warnings.add(
      "people_search_refused",
      phrase`names are compared with the members of your groups only: ${describeFailure(found)}`,
    );
    return await findAmongMembers(name);
  };
}

async function search(source: PeopleSource, name: string): Promise<Found> {
  const hits = new Map<string, PersonHit>();
  for (const query of queriesFor(name)) {
    const request = (token: string | undefined) => searchPeople(query, token);
    await readToEnd(source, request, { items: PERSON_HIT }, (_key, items) => {
      for (const hit of items) if (hit.id) hits.set(hit.id, hit);
    });
  }
  const folded = foldName(name);
  const isNamed = (hit: PersonHit) => namesOf(hit).some((one) => foldName(one) === folded);
  const all = [...hits.values()];
  return {
    exact: all.filter(isNamed).map((hit) => personCandidate(hit, source.brand, folded)),
    near: all.filter((hit) => !isNamed(hit)).map((hit) => personCandidate(hit, source.brand, folded)),
  };
}

/** What a person is called: names in all languages, and addresses. */
function namesOf({ meta_data }: PersonHit): readonly string[] {
  const addresses = [meta_data?.mail_address, meta_data?.enterprise_mail_address];
  return [...Object.values(localNames(meta_data)), ...addresses]
    .filter((name) => typeof name === "string" && name.trim() !== "") as string[];
}

function localNames(details: PersonHit["meta_data"]): JsonObject {
  return objectAt(details as JsonObject | undefined, "i18n_names") ?? {};
}

/** A person with what tells him from others of his name. */
function personCandidate(hit: PersonHit, brand: string | undefined, folded: string): Candidate {
  const { meta_data: details, display_info } = hit;
  const [, department] = (display_info ?? "").split("\n").map((line) => line.trim());
  return {
    type: "user",
    id: hit.id ?? "",
    name: nameOf(localNames(details), brand, folded),
    ...knownFacts({
      department: department?.startsWith("[") ? undefined : department,
      email: nonBlank(details?.enterprise_mail_address) ?? nonBlank(details?.mail_address),
      chat_id: details?.chat_id,
      external: details?.is_cross_tenant,
    }),
  };
}

/** The name that was asked for, in whichever language; else that in the usual language of the brand. */
function nameOf(names: JsonObject, brand: string | undefined, folded: string): string {
  const texts = Object.entries(names).flatMap(([locale, name]): [string, string][] =>
    typeof name === "string" && name.trim() !== "" ? [[locale, name]] : []
  );
  const asked = texts.find(([, name]) => foldName(name) === folded);
  const locales = brand === "lark" ? ["en_us", "zh_cn"] : ["zh_cn", "en_us"];
  const usual = locales.map((locale) => texts.find(([one]) => one === locale));
  return [asked, ...usual, ...texts].find((one) => one !== undefined)?.[1] ?? "";
}
