/** The words of a method on the command line: `chat.members.create` is `chat.members create`. */
export function methodWords(id: string): string {
  return id.replace(/\.([^.]+)$/, " $1");
}
