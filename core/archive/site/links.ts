/** Where things of an archive are, for a page that shows them; a site of files has other addresses than a server. */
export interface Links {
  /** The style sheet and the script. */
  readonly style: string;
  readonly script: string;
  readonly home: string;
  readonly search: string;
  chat(chatId: string): string;
  /** A message in its context. */
  message(messageId: string): string | undefined;
  thread(threadId: string): string | undefined;
  /** The earlier versions of a message. */
  history(messageId: string): string | undefined;
  /** The pictures and files of a chat. */
  gallery(chatId: string): string | undefined;
  days(chatId: string): string | undefined;
  /** Who wrote, in a chat or in all. */
  people(chatId?: string): string | undefined;
  /** A file of the archive, by the path below its directory. */
  media(path: string): string;
}
