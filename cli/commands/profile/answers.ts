/**
 * The shapes of what the commands about profiles answer with.
 *
 * @module
 */

import { integer, list, record, type Shape, text, truth, word } from "../../../core/json/shape.ts";

/** A profile whose app was stored. */
export const storedProfile = (): Shape =>
  record({
    profile: text("its name"),
    appId: text("cli_…"),
    appSecret: text("****"),
    brand: text("feishu or lark"),
    "baseUrl?": text(),
    "accountsUrl?": text(),
    created: truth("it is new"),
    active: truth("it is the current profile"),
    verified: truth("the service accepted id and secret"),
  });

/** All profiles. */
export const profileList = (): Shape =>
  record({
    profiles: list(record({
      name: text(),
      appId: text("cli_…"),
      brand: text("feishu or lark"),
      "baseUrl?": text(),
      active: truth("it is used unless another one is chosen"),
      effective: truth("this command line would use it"),
      "effectiveSource?": text("what chose it: config, an option or a variable"),
      "user?": text("name of the person who acts"),
      "userOpenId?": text("ou_…"),
      "tokenStatus?": word(["valid", "needs_refresh", "expired", "missing"]),
      "users?": list(record({ openId: text("ou_…"), name: text() })),
    })),
  });

/** The profile that is in use now. */
export const usedProfile = (): Shape =>
  record({
    profile: text(),
    "previous?": text("the one before it"),
    "user?": text("name of the person who acts"),
    "userOpenId?": text("ou_…"),
  });

/** A profile with its new name. */
export const renamedProfile = (): Shape => record({ profile: text(), previousName: text() });

/** A profile that was removed. */
export const removedProfile = (): Shape =>
  record({
    removed: text(),
    logins: integer("logins that were removed with it"),
    active: text("the profile that is in use now"),
  });
