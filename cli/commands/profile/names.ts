import { invalidInput } from "../../../core/failure.ts";

/** The name of a profile that the line must have behind the command. */
export function oneName(words: readonly string[]): string {
  const [name, surplus] = words;
  if (name === undefined) {
    throw invalidInput("name", "the name of the profile is missing", "see im profile list");
  }
  if (surplus !== undefined) {
    throw invalidInput("name", `one profile at a time: "${surplus}"`, "quote a name with spaces");
  }
  return name;
}
