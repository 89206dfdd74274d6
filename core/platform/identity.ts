import { type Failure, invalidInput, invalidSetting } from "../failure.ts";
import { input, joinPhrases, phrase, setting } from "../text/phrase.ts";

/** Who a call is made as: the person (user access token) or the app (tenant access token). */
export type Identity = "user" | "bot";

/** What decides the identity (docs/contract.md, 4). */
export interface IdentityChoice {
  /** The input `as`, as written. */
  readonly option: string | undefined;
  /** The setting `defaultAs`, as written. */
  readonly preset: string | undefined;
  /** The setting `strictMode`, as written: the only identity that may act. */
  readonly strict?: string | undefined;
  /** What the command supports. */
  readonly supported: readonly Identity[];
  /** Those of them that fit the inputs; they decide for `auto`. */
  readonly preferred?: readonly Identity[];
  /** Whether a user token can be used; asked only where it decides. */
  hasUserToken(): boolean | Promise<boolean>;
}

const IDENTITY_VALUES: readonly string[] = ["user", "bot", "auto"];
const STRICT_VALUES: readonly string[] = ["user", "bot", "off"];

/**
 * Picks the identity: the option, else the one that the strict mode demands, else the preset, else by what the command
 * supports and which token is there.
 *
 * @throws {Failure} exit 2 for an unknown word, or an identity that the command does not support or the strict mode
 * forbids.
 */
export async function resolveIdentity(choice: IdentityChoice): Promise<Identity> {
  const option = parseIdentity(
    choice.option,
    (word) =>
      invalidInput(
        "as",
        phrase`${input("as")} must be user, bot or auto: "${word}"`,
        phrase`write ${input("as", "user")}`,
      ),
  );
  const preset = parseIdentity(
    choice.preset,
    (word) =>
      invalidSetting(
        "defaultAs",
        phrase`${setting("defaultAs")} must be user, bot or auto: "${word}"`,
        phrase`set ${setting("defaultAs")} to one of them, or unset it`,
      ),
  );
  const strict = parseStrictMode(choice.strict);
  if (strict !== undefined) return onlyAs(strict, option, choice.supported);
  const wanted = option ?? preset ?? "auto";
  const [only, ...others] = wanted === "auto" && choice.preferred?.length
    ? choice.preferred
    : choice.supported;
  if (wanted === "auto") {
    if (only !== undefined && others.length === 0) return only;
    return await choice.hasUserToken() ? "user" : "bot";
  }
  if (choice.supported.includes(wanted)) return wanted;
  // A preset is for all commands; one that works with the other identity only gets that one.
  if (option === undefined && only !== undefined) return only;
  const supported = choice.supported.map((one) => phrase`${input("as", one)}`);
  throw invalidInput(
    "as",
    `this command cannot run as "${wanted}"`,
    phrase`use ${joinPhrases(supported, " or ")}`,
  );
}

/** What the strict mode leaves. */
function onlyAs(
  strict: Identity,
  option: Identity | "auto" | undefined,
  supported: readonly Identity[],
): Identity {
  const off = phrase`strict mode allows only "${strict}": ${setting("strictMode")} or the profile sets it`;
  if (option !== undefined && option !== "auto" && option !== strict) {
    throw invalidInput("as", phrase`${input("as", option)} is not allowed: strict mode is "${strict}"`, off);
  }
  if (supported.includes(strict)) return strict;
  throw invalidInput("as", `this command cannot run as "${strict}", which strict mode demands`, off);
}

function parseStrictMode(word: string | undefined): Identity | undefined {
  if (word === undefined) return undefined;
  const text = word.trim();
  if (!STRICT_VALUES.includes(text)) {
    throw invalidSetting(
      "strictMode",
      phrase`${setting("strictMode")} must be user, bot or off: "${word}"`,
      phrase`set ${setting("strictMode")} to one of them, or unset it`,
    );
  }
  return text === "off" ? undefined : text as Identity;
}

function parseIdentity(
  word: string | undefined,
  refusal: (word: string) => Failure,
): Identity | "auto" | undefined {
  const text = word?.trim();
  if (word === undefined || text === undefined) return undefined;
  if (!IDENTITY_VALUES.includes(text)) throw refusal(word);
  return text as Identity | "auto";
}
