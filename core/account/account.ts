/**
 * Who acts in a run: the environment's credentials, or a profile with its stored ones.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import type { Brand, Hosts } from "../platform/hosts.ts";
import type { Credentials } from "../platform/tokens.ts";
import { action, phrase } from "../text/phrase.ts";
import type { Config, Profile, ProfileUser } from "./config.ts";

/** An app with its hosts, and where its credentials are. */
export interface Account {
  readonly source: "environment" | "profile" | "none";
  readonly brand: Brand;
  readonly hosts: Hosts;
  /** Of the environment or the profile. */
  readonly appId?: string;
  /** What the environment gives; all empty where the credentials are those of a profile. */
  readonly credentials: Credentials;
  /** The profile whose stored credentials are used. */
  readonly profile?: Profile;
  /** The one of its users who acts. */
  readonly user?: ProfileUser;
}

/** A name that somebody gave, and what gave it, for errors. */
export interface Selector {
  readonly name: string;
  /** The option, variable or key of the configuration file. */
  readonly field: string;
}

/** The profile of a name or app id; names come first. */
export function findProfile({ profiles }: Config, name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name) ??
    profiles.find(({ appId }) => appId === name);
}

/**
 * The profile to use: the selected one, else the current one, else the first; `undefined` where there is none.
 *
 * @throws {Failure} `config`/`not_configured` for a name that no profile has.
 */
export function chooseProfile(config: Config, selector: Selector | undefined): Profile | undefined {
  const current = config.currentProfile;
  const chosen = selector ?? (current === undefined ? undefined : { name: current, field: "currentProfile" });
  if (chosen === undefined) return config.profiles[0];
  const profile = findProfile(config, chosen.name);
  if (profile !== undefined) return profile;
  throw notConfigured(
    phrase`there is no profile "${chosen.name}"`,
    config.profiles.length === 0
      ? phrase`make one with: ${action("config/init", { name: chosen.name || "NAME" })}`
      : selector === undefined
      ? phrase`choose one with: ${action("profile/use", { name: config.profiles[0]?.name ?? "NAME" })}`
      : phrase`there are: ${config.profiles.map(({ name }) => name).join(", ")}`,
    chosen.field,
  );
}

/**
 * The user who acts: the selected one, by open id or name, else the current one, else the first.
 *
 * @throws {Failure} `config`/`not_configured` for a name that none of them has, exit 2 for one that several have.
 */
export function chooseUser(
  { name: profile, users, currentUser }: Profile,
  selector: Selector | undefined,
): ProfileUser | undefined {
  if (selector === undefined) return users.find(({ openId }) => openId === currentUser) ?? users[0];
  const { name: wanted, field } = selector;
  const found = users.find(({ openId }) => openId === wanted);
  const named = found === undefined ? users.filter(({ name }) => name === wanted) : [found];
  if (named.length === 1) return named[0];
  if (named.length > 1) {
    throw new Failure({
      type: "validation",
      subtype: "invalid_argument",
      message: phrase`several users of the profile "${profile}" are called "${wanted}"`,
      hint: phrase`give the open id: ${named.map(({ openId }) => openId).join(" or ")}`,
      setting: field,
    });
  }
  throw notConfigured(
    phrase`"${wanted}" is not logged in to the profile "${profile}"`,
    users.length === 0
      ? phrase`log in with: ${action("auth/login")}`
      : phrase`logged in: ${users.map(({ name, openId }) => `${name} (${openId})`).join(", ")}`,
    field,
  );
}

function notConfigured(
  message: Failure["detail"]["message"],
  hint: Failure["detail"]["message"],
  field: string,
): Failure {
  return new Failure({ type: "config", subtype: "not_configured", message, hint, setting: field });
}
