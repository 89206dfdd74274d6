import { type Context, LINKS, notFound, page, type SiteAnswer } from "./answer.ts";
import { markup } from "./html.ts";
import { titleOf } from "./lists-html.ts";
import { peopleHtml } from "./people-html.ts";
import { listChatRows } from "./site-lists.ts";
import { chatTabs } from "./site-pages.ts";

/** Who wrote in a chat, or in all of them. */
export function peoplePage({ archive, data, people }: Context, chatId: string | undefined): SiteAnswer {
  const chat = chatId === undefined ? undefined : data.chat(chatId);
  if (chatId !== undefined && chat === undefined) return notFound();
  const writers = people(chat === undefined ? listChatRows(archive) : [chat.n]);
  const list = peopleHtml(writers, ({ id }) => {
    const query = new URLSearchParams(chat === undefined ? { from: id } : { in: chat.chat_id, from: id });
    return `${LINKS.search}?${query}`;
  });
  return chat === undefined
    ? page(200, "People", list)
    : page(200, `People of ${titleOf(chat)}`, markup`${chatTabs(chat)}${list}`);
}
