import { invalidArgument } from "../../core/failure.ts";
import { choice, type Kind } from "../flags.ts";

/**
 * A comma list of words, in any case; repeated ones count once (chats sheet 5 to 7).
 *
 * @param blanks what becomes of an empty entry
 */
export function words<const W extends string>(
  all: readonly W[],
  summary: string,
  blanks: "refused" | "dropped" = "refused",
): Kind<readonly W[]> {
  const one = choice(all, summary, { anyCase: true });
  return {
    placeholder: all.join(","),
    summary,
    choices: all,
    parse(value, name) {
      const entries = value.split(",").map((entry) => entry.trim());
      if (blanks === "refused" && entries.includes("")) {
        throw invalidArgument(
          name,
          `${name} has an empty entry: "${value}"`,
          `the words are ${all.join(", ")}`,
        );
      }
      const given = entries.filter((entry) => entry !== "");
      return [...new Set(given.map((entry) => one.parse(entry, name)))];
    },
  };
}
