/**
 * Changes of the list of profiles: each makes a new configuration of one that is there.
 *
 * @module
 */

import { failedPrecondition, Failure, invalidInput } from "../failure.ts";
import type { Brand } from "../platform/hosts.ts";
import { action, input, phrase } from "../text/phrase.ts";
import { findProfile } from "./account.ts";
import { type Config, type Profile, profileNameProblem, type ProfileUser } from "./config.ts";

/** The app of a profile that is made or changed. */
export interface ProfileRequest {
  /** Absent: that of the profile of the same app, else a free one. */
  readonly name?: string;
  readonly appId: string;
  readonly brand: Brand;
  readonly baseUrl?: string;
  readonly accountsUrl?: string;
  readonly store?: "system" | "file";
}

/** What becomes of a request. */
export interface ProfilePlan {
  readonly profile: Profile;
  /** The profile of that name before. */
  readonly before?: Profile;
  /** The new list, in which the profile is where the former one was, or the last. */
  readonly config: Config;
}

/** Checks the name of a profile. @throws {Failure} exit 2 */
export function checkProfileName(key: string, name: string): void {
  const problem = profileNameProblem(name);
  if (problem !== undefined) {
    throw invalidInput(
      key,
      phrase`${input(key)} ${problem}: "${name}"`,
      phrase`write it like ${input(key, "work")}`,
    );
  }
}

/** Puts the app into a profile: that of the given name, else the one that has the app already, else a new one. */
export function planProfile(config: Config, { name, store, ...app }: ProfileRequest): ProfilePlan {
  if (name !== undefined) checkProfileName("name", name);
  const before = name === undefined ? profileOfApp(config, app) : exactProfile(config, name);
  const isSameApp = before !== undefined && isAppOf(before, app);
  const profile: Profile = {
    ...(isSameApp ? withoutApp(before) : { users: [] }),
    name: before?.name ?? name ?? freeProfileName(config, app.appId),
    ...app,
    ...(store === undefined ? {} : { store }),
  };
  const profiles = before === undefined
    ? [...config.profiles, profile]
    : config.profiles.map((one) => one === before ? profile : one);
  return { profile, ...(before === undefined ? {} : { before }), config: { ...config, profiles } };
}

/** What stays of a profile whose app is given anew. */
function withoutApp(profile: Profile): Profile {
  const { baseUrl: _base, accountsUrl: _accounts, appSecret: _secret, ...rest } = profile;
  return rest;
}

/** The profile of an app on a host; the same app id on another host is another app. */
export function profileOfApp(
  { profiles }: Config,
  app: Pick<Profile, "appId" | "brand" | "baseUrl">,
): Profile | undefined {
  return profiles.find((profile) => isAppOf(profile, app));
}

/** Whether it is the profile's app. */
export function isAppOf(profile: Profile, app: Pick<Profile, "appId" | "brand" | "baseUrl">): boolean {
  const isSameHost = profile.baseUrl === app.baseUrl &&
    (app.baseUrl !== undefined || profile.brand === app.brand);
  return profile.appId === app.appId && isSameHost;
}

/** The profile of exactly that name. */
export function exactProfile({ profiles }: Config, name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name);
}

/** A name that no profile has: `default` for the first, else the app id. */
function freeProfileName({ profiles }: Config, appId: string): string {
  const isTaken = (name: string) => profiles.some((profile) => profile.name === name);
  const base = profiles.length === 0 || profileNameProblem(appId) !== undefined ? "default" : appId;
  if (!isTaken(base)) return base;
  for (let number = 2;; number++) {
    if (!isTaken(`${base}-${number}`)) return `${base}-${number}`;
  }
}

/** Makes a profile the current one. */
export function useProfile(config: Config, name: string): Config {
  const current = config.currentProfile ?? config.profiles[0]?.name;
  if (current === name) return { ...config, currentProfile: name };
  const isThere = current !== undefined && exactProfile(config, current) !== undefined;
  return { ...config, currentProfile: name, ...(isThere ? { previousProfile: current } : {}) };
}

/** Takes a profile away; where it was the current one, the one before it is, else the first. */
export function withoutProfile(config: Config, name: string): Config {
  const { currentProfile, previousProfile, ...others } = config;
  const profiles = config.profiles.filter((profile) => profile.name !== name);
  const left = (one: string | undefined) => one !== undefined && one !== name ? one : undefined;
  const current = left(currentProfile) ?? left(previousProfile);
  const previous = left(currentProfile) === undefined ? undefined : left(previousProfile);
  return {
    ...others,
    ...(current === undefined ? {} : { currentProfile: current }),
    ...(previous === undefined ? {} : { previousProfile: previous }),
    profiles,
  };
}

/**
 * Gives a profile another name.
 *
 * @throws {Failure} exit 2 for a name that cannot be or that another profile has.
 */
export function renameProfile(config: Config, from: string, to: string): Config {
  checkProfileName("newName", to);
  if (from !== to && exactProfile(config, to) !== undefined) throw nameTaken(to);
  const renamed = (name: string) => name === from ? to : name;
  const { currentProfile, previousProfile, ...others } = config;
  return {
    ...others,
    ...(currentProfile === undefined ? {} : { currentProfile: renamed(currentProfile) }),
    ...(previousProfile === undefined ? {} : { previousProfile: renamed(previousProfile) }),
    profiles: config.profiles.map((profile) => profile.name === from ? { ...profile, name: to } : profile),
  };
}

/** The failure for a name that another profile has. */
export function nameTaken(name: string): Failure {
  return failedPrecondition(
    phrase`there is a profile "${name}" already`,
    phrase`choose another name, or see ${action("profile/list")}`,
  );
}

/**
 * The profile of a name or app id that a person typed.
 *
 * @throws {Failure} `config`/`not_configured`
 */
export function profileNamed(config: Config, name: string): Profile {
  const profile = findProfile(config, name);
  if (profile !== undefined) return profile;
  const names = config.profiles.map((one) => one.name).join(", ");
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: phrase`there is no profile "${name}"`,
    hint: names === "" ? phrase`make one with: ${action("config/init")}` : `there are: ${names}`,
    input: "name",
  });
}

/** The configuration with somebody logged in to a profile, who acts from now on. */
export function withUser(config: Config, profileName: string, user: ProfileUser): Config {
  return changeProfile(config, profileName, (profile) => ({
    ...profile,
    users: [...profile.users.filter(({ openId }) => openId !== user.openId), user],
    currentUser: user.openId,
  }));
}

/** The configuration without somebody; of the others the first acts. */
export function withoutUser(config: Config, profileName: string, openId: string): Config {
  return changeProfile(config, profileName, ({ currentUser, ...profile }) => ({
    ...profile,
    users: profile.users.filter((user) => user.openId !== openId),
    ...(currentUser === undefined || currentUser === openId ? {} : { currentUser }),
  }));
}

function changeProfile(config: Config, name: string, change: (profile: Profile) => Profile): Config {
  return {
    ...config,
    profiles: config.profiles.map((profile) => profile.name === name ? change(profile) : profile),
  };
}
