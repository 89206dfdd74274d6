import { invalidArgument } from "../../core/failure.ts";
import { splitList } from "../flag-kinds/split-list.ts";
import { choice, type Kind } from "../flags.ts";

/**
 * A comma list of modes of chats. By its other name, `--types`, it understands what people know from listing chats:
 * groups alone can be searched for (chats sheet 6).
 */
export function chatModes(summary: string): Kind<readonly ("group" | "topic")[]> {
  const one = choice(["group", "topic"], summary, { anyCase: true });
  return {
    ...one,
    placeholder: "group,topic",
    parse: (value, name) =>
      splitList(value).map((entry) => {
        if (name !== "--types") return one.parse(entry, name);
        if (entry.toLowerCase() === "group") return "group";
        throw invalidArgument(
          name,
          `${name} finds groups only: "${value}"`,
          "use --chat-modes group,topic; direct chats are listed by: im +chat-list --types p2p --as user",
        );
      }),
  };
}
