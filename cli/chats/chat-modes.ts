import { invalidArgument } from "../../core/failure.ts";
import { splitList } from "../flag-kinds/split-list.ts";
import { choice, type Kind } from "../flags.ts";

/** A mode of chats that is searched for. */
export interface WishedMode {
  readonly mode: "group" | "topic";
  /** It was given by `--types`. */
  readonly isByTypes: boolean;
}

/**
 * A comma list of modes of chats. By its other name, `--types`, it understands what people know from listing chats:
 * groups alone can be searched for (chats sheet 6).
 */
export function chatModes(summary: string): Kind<readonly WishedMode[]> {
  const { parse, ...one } = choice(["group", "topic"], summary, { anyCase: true });
  return {
    ...one,
    placeholder: "group,topic",
    parse: (value, name) =>
      splitList(value).map((entry) => {
        const isByTypes = name === "--types";
        if (!isByTypes) return { mode: parse(entry, name), isByTypes };
        if (entry.toLowerCase() === "group") return { mode: "group", isByTypes };
        throw invalidArgument(
          name,
          `${name} finds groups only: "${value}"`,
          "use --chat-modes group,topic; direct chats are listed by: im +chat-list --types p2p --as user",
        );
      }),
  };
}
