import { invalidArgument } from "../../core/failure.ts";

/** Refuses a text with more Unicode code points than the service takes (chats sheet 1.6). */
export function checkLength(name: string, text: string | undefined, most: number): void {
  const length = Array.from(text ?? "").length;
  if (length <= most) return;
  throw invalidArgument(name, `${name} has ${length} characters, but ${most} is the most`, "shorten it");
}
