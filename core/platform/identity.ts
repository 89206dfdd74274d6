import { invalidArgument } from "../failure.ts";

/** Who a call is made as: the person (user access token) or the app (tenant access token). */
export type Identity = "user" | "bot";

/** What decides the identity (docs/contract.md, 4). */
export interface IdentityChoice {
  /** `--as`, as written. */
  readonly option: string | undefined;
  /** `IM_DEFAULT_AS`, as written. */
  readonly preset: string | undefined;
  /** What the command supports. */
  readonly supported: readonly Identity[];
  /** Those of them that fit what is asked for; they decide for `auto`. */
  readonly preferred?: readonly Identity[];
  readonly hasUserToken: boolean;
}

const IDENTITY_VALUES: readonly string[] = ["user", "bot", "auto"];

/**
 * Picks the identity: the flag, else the preset, else by what the command supports and which token is there.
 *
 * @throws {Failure} exit 2 for an unknown word or an identity that the command does not support.
 */
export function resolveIdentity(choice: IdentityChoice): Identity {
  const flag = choice.option === undefined ? undefined : parseIdentity("--as", choice.option);
  const preset = choice.preset === undefined ? undefined : parseIdentity("IM_DEFAULT_AS", choice.preset);
  const wanted = flag ?? preset ?? "auto";
  const [only, ...others] = wanted === "auto" && choice.preferred?.length
    ? choice.preferred
    : choice.supported;
  if (wanted === "auto") {
    if (only !== undefined && others.length === 0) return only;
    return choice.hasUserToken ? "user" : "bot";
  }
  if (choice.supported.includes(wanted)) return wanted;
  // A preset is a wish for all commands; where only one identity can work, the command gets that one.
  if (flag === undefined && only !== undefined) return only;
  throw invalidArgument(
    "--as",
    `this command cannot run as "${wanted}"`,
    `use --as ${choice.supported.join(" or --as ")}`,
  );
}

function parseIdentity(name: string, word: string): Identity | "auto" {
  const text = word.trim();
  if (!IDENTITY_VALUES.includes(text)) {
    throw invalidArgument(name, `${name} must be user, bot or auto: "${word}"`);
  }
  return text as Identity | "auto";
}
