import { choice, type Kind } from "../flags.ts";

/** An order by name; also understands what the service calls it, for command lines of earlier tools (chats sheet 5, 6). */
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
