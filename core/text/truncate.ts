/** The text, cut after so many characters (Unicode code points) and marked where it was. */
export function truncate(text: string, most: number): string {
  const characters = text.length > most ? Array.from(text) : [];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : text;
}
