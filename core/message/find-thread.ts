import { Failure } from "../failure.ts";
import { objectsAt } from "../json-access.ts";
import { answeredData } from "../platform/answered-data.ts";
import type { Client } from "../platform/client.ts";
import { threadIdOf } from "./raw-message.ts";
import { getMessage } from "./requests.ts";

/**
 * The id of the thread that a message belongs to (reading sheet 2.4).
 *
 * @throws {Failure} `api`/`not_found` where the message has no thread; what the service said where it refused.
 */
export async function findThread(client: Client, messageId: string): Promise<string> {
  const body = await client.call(getMessage(messageId));
  const messages = objectsAt(answeredData(body, ["items"]), "items");
  const id = messages.map(threadIdOf).find((one) => one !== undefined);
  if (id !== undefined) return id;
  throw new Failure({
    type: "api",
    subtype: "not_found",
    message: `the message "${messageId}" has no thread: nobody has replied to it in one`,
    hint: `read the message itself with +messages-mget --message-ids ${messageId}`,
  });
}
