import { compose, type Composition } from "../../core/compose/composition.ts";
import { invalidArgument } from "../../core/failure.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { World } from "../../core/world.ts";
import { userAgent } from "../user-agent.ts";
import type { ContentValues } from "./content-flags.ts";
import { checkContentFlags } from "./content-rules.ts";

/**
 * What the flags of a new message ask to send: flags checked against each other, files opened and looked at.
 *
 * @param values flags whose texts were read, see `readContent`.
 * @throws {Failure} exit 2 naming the flag.
 */
export async function composeMessage(
  world: World,
  values: ContentValues,
  identity: Identity,
): Promise<Composition> {
  checkContentFlags(values);
  const composition = await compose(world, {
    ...values,
    isLiteral: values.literal,
    attachments: values.attachment,
    isCard: values.tables === "card",
    markdownOptions: {
      tables: values.tables === "card" ? "list" : values.tables,
      ...(values.title === undefined ? {} : { title: values.title }),
    },
  }, userAgent);
  if (composition.msgType === "system" && identity === "user") {
    throw invalidArgument("--as", "system messages are for bots, in direct chats", "use --as bot");
  }
  return composition;
}
