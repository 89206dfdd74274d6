import { Failure, withDetail } from "../failure.ts";
import { filledStringAt, objectAt, objectsAt } from "../json-access.ts";
import { getMessage } from "../message/requests.ts";
import type { Client } from "../platform/client.ts";

/** Code of the service for a message whose type cannot be edited. */
const NOT_FOR_THIS_TYPE = 230054;

/**
 * Tells of a message that cannot be edited what type it has, and what can be done with it (writing sheet 4.1); it is
 * read for that. Other errors stay, and so does this one where the message cannot be read.
 */
export async function explainUneditable(error: unknown, client: Client, messageId: string): Promise<unknown> {
  if (!(error instanceof Failure) || error.detail.code !== NOT_FOR_THIS_TYPE) return error;
  const answer = await client.call(getMessage(messageId)).catch((problem) => {
    if (problem instanceof Failure && problem.detail.type !== "interrupted") return {};
    throw problem;
  });
  const [message = {}] = objectsAt(objectAt(answer, "data") ?? {}, "items");
  const type = filledStringAt(message, "msg_type");
  return type === undefined ? error : withDetail(error, { hint: wayFor(type, messageId) });
}

function wayFor(type: string, messageId: string): string {
  const params = `--params '{"message_id":"${messageId}"}'`;
  return type === "interactive"
    ? `the message is a card: replace it with im messages patch ${params} --data '{"content":"…"}'`
    : `the message is of type "${type}": recall it with im messages delete ${params}, then send it anew`;
}
