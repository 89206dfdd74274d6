/**
 * The shapes of what the commands about the configuration answer with.
 *
 * @module
 */

import { anything, integer, list, record, type Shape, text, truth, word } from "../../../core/json/shape.ts";

const HIDDEN = "**** where it is set";

/** The settings in use. */
export const settings = (): Shape =>
  record({
    "directory?": text("of the configuration, where a variable names it"),
    "file?": text(),
    source: word(["environment", "profile"], "where the credentials come from"),
    "profile?": text(),
    "profileSource?": word(["config", "flag", "environment"]),
    "appId?": text("cli_…"),
    "appSecret?": text(HIDDEN),
    "userToken?": text(HIDDEN),
    "botToken?": text(HIDDEN),
    brand: text("feishu or lark"),
    baseUrl: text(),
    accountsUrl: text(),
    defaultAs: text("user, bot or auto"),
    strictMode: text("user, bot or off"),
    store: text("system, file or auto"),
    "users?": list(record({ openId: text("ou_…"), name: text(), current: truth() })),
    "options?": anything("global options that are set, with --origin"),
    "origins?": anything("of each value: origin (option, variable, profile, default) and name"),
  });

/** One setting of a profile. */
export const setting = (key: string, words: readonly string[]): Shape =>
  record({ "profile?": text(), [key]: word(words) });

/** What was removed. */
export const removedProfiles = (): Shape =>
  record({ removed: list(text(), "profiles"), logins: integer("logins that were removed with them") });
