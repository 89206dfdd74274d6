import { CHAT } from "./read-world.ts";

/**
 * The peer: lists the chat as bare as it can be done, ten calls in a row by the runtime's own `fetch`.
 *
 * @returns how long each call took, milliseconds
 */
export async function bareCalls(origin: string, token: string): Promise<number[]> {
  const times: number[] = [];
  let pageToken: string | undefined;
  do {
    const query = new URLSearchParams({
      container_id_type: "chat",
      container_id: CHAT.id,
      sort_type: "ByCreateTimeDesc",
      page_size: "50",
      only_thread_root_messages: "false",
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    });
    const started = performance.now();
    const response = await fetch(`${origin}/open-apis/im/v1/messages?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { data } = await response.json();
    times.push(performance.now() - started);
    pageToken = data.page_token || undefined;
  } while (pageToken !== undefined);
  if (times.length !== CHAT.pages) throw new Error(`${times.length} of ${CHAT.pages} pages`);
  return times;
}
