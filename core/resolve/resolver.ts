import { createWarnings, type Warning } from "../warning.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { Found, NamedType } from "./candidate.ts";
import { chatNameRequests, findChats, readOwnChats } from "./chats.ts";
import { createPeopleFinder, personNameRequests } from "./people.ts";
import type { Source } from "./read-all.ts";

/** Finds what names stand for; each name and each list is asked for once a run. */
export interface Resolver {
  /** @throws {Failure} where the service does not answer to the end. */
  find(type: NamedType, name: string): Promise<Found>;
  /** What was odd on the way. */
  warnings(): readonly Warning[];
}

/** Who asks. */
export interface ResolverSource extends Source {
  readonly identity: Identity;
  readonly brand: string | undefined;
}

/** Makes a resolver. */
export function createResolver(source: ResolverSource): Resolver {
  const warnings = createWarnings();
  let own: ReturnType<typeof readOwnChats> | undefined;
  const ownChats = () => own ??= readOwnChats(source);
  const parts = { ...source, warnings, ownChats };
  const findPeople = createPeopleFinder(parts);
  const found = new Map<string, Promise<Found>>();
  return {
    async find(type, name) {
      const key = `${type} ${name}`;
      const finding = found.get(key) ??
        (type === "chat" ? findChats(parts, name) : findPeople(name));
      found.set(key, finding);
      return await finding;
    },
    warnings: warnings.list,
  };
}

/** The calls that finding what bears a name takes, for a preview. */
export function nameRequests(type: NamedType, name: string, identity: Identity): readonly ApiRequest[] {
  return type === "chat" ? chatNameRequests(name) : personNameRequests(name, identity);
}
