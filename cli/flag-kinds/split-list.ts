/** The entries of a comma list, trimmed; blank ones are dropped (reading sheet 1.2). */
export function splitList(text: string): readonly string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "");
}
