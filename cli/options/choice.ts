import { invalidArgument } from "../../core/failure.ts";
import { choice, type Kind } from "./option.ts";

/**
 * A comma list of choices, in any case; repeated ones count once.
 *
 * @param blanks whether an empty entry is refused or dropped
 */
export function choiceList<const W extends string>(
  all: readonly W[],
  summary: string,
  blanks: "refused" | "dropped" = "refused",
): Kind<readonly W[]> {
  const one = choice(all, summary, { anyCase: true });
  return {
    placeholder: all.join(","),
    summary,
    choices: all,
    isSet: true,
    parse(value, name) {
      const entries = value.split(",").map((entry) => entry.trim());
      if (blanks === "refused" && entries.includes("")) {
        throw invalidArgument(
          name,
          `${name} has an empty entry: "${value}"`,
          `choose from ${all.join(", ")}`,
        );
      }
      const given = entries.filter((entry) => entry !== "");
      return [...new Set(given.map((entry) => one.parse(entry, name)))];
    },
  };
}

/** An order by name; also understands what the service calls it, for command lines of earlier tools. */
export function sortOrder<const W extends string>(
  wireNames: Readonly<Record<string, W>>,
  orders: readonly W[],
  summary: string,
): Kind<W> {
  const kind = choice(orders, summary);
  return {
    ...kind,
    parse: (value, name) =>
      (Object.hasOwn(wireNames, value) ? wireNames[value] : undefined) ?? kind.parse(value, name),
  };
}
