import { filledStringAt, objectAt } from "../../json-access.ts";
import { formatRfc3339, millisecondsOf } from "../local-time.ts";
import {
  contentOf,
  isDeleted,
  mentionsOf,
  messageIdOf,
  messageTypeOf,
  type RawMessage,
} from "../raw-message.ts";
import { bundleTree } from "./bundle-tree.ts";
import { formatLabel } from "./format-label.ts";
import { formatTag } from "./format-tag.ts";
import { parseContent } from "./parse-content.ts";
import type { Bundle, Renderer, Rendering } from "./rendering.ts";

/** How many bundles are shown inside each other, the outermost counted. */
const MOST_LEVELS = 10;
/** Most messages of one bundle that are shown, those in inner bundles counted. */
const MOST_MESSAGES = 1000;
const INDENT = "    ";
const FURTHER = "[further messages are not shown]";

/**
 * A forwarded bundle: its messages with time and sender, inner bundles inside it (reading sheet 4.2, 5.9). What is
 * left out, because a bundle is too deep, too big or inside itself, is told in a line in square brackets.
 *
 * @param renderChild makes the text of a message that is not a bundle
 */
export function renderMergeForward({ content, bundle }: Rendering, renderChild: Renderer): string {
  if (bundle === undefined) return formatUnknown(content);
  if ("failure" in bundle) return `[Merged forward: fetch failed: ${bundle.failure}]`;
  const walk: Walk = {
    bundle,
    renderChild,
    tree: bundleTree(bundle),
    opened: new Set(),
    left: MOST_MESSAGES,
    isCut: false,
  };
  const lines = linesOf(bundle.id, 1, walk);
  // Messages that hold each other, or that name a container nobody knows, are in no bundle that was opened.
  const isComplete = walk.isCut || [...walk.tree.keys()].every((id) => walk.opened.has(id));
  return formatBundle(isComplete ? lines : [...lines, FURTHER]);
}

/** What is shared by all levels of one bundle. */
interface Walk {
  readonly bundle: Bundle;
  readonly renderChild: Renderer;
  readonly tree: ReadonlyMap<string, readonly RawMessage[]>;
  /** Ids of the bundles that were opened: each is shown once, so that neither a circle nor a repetition grows. */
  readonly opened: Set<string>;
  /** How many more messages may be shown. */
  left: number;
  /** A line tells already that something is left out. */
  isCut: boolean;
}

function formatUnknown(content: string): string {
  const ids = parseContent(content)?.["create_message_ids"];
  return formatLabel("Merged forward", Array.isArray(ids) ? `${ids.length} messages` : undefined);
}

function formatBundle(lines: readonly string[]): string {
  return formatTag("forwarded_messages", {}, lines.length === 0 ? undefined : `\n${lines.join("\n")}\n`);
}

function linesOf(id: string, level: number, walk: Walk): readonly string[] {
  const children = walk.tree.get(id) ?? [];
  if (children.length === 0) return [];
  if (walk.opened.has(id)) return ["[messages shown before are not repeated]"];
  if (level > MOST_LEVELS) return cut("[deeper messages are not shown]", walk);
  walk.opened.add(id);
  const lines: string[] = [];
  for (const child of children) {
    if (walk.left === 0) return [...lines, ...cut(FURTHER, walk)];
    walk.left -= 1;
    const text = textOf(child, level, walk);
    lines.push(headOf(child, walk), ...(text === "" ? [] : [indent(text)]));
  }
  return lines;
}

function cut(line: string, walk: Walk): readonly string[] {
  walk.isCut = true;
  return [line];
}

function headOf(message: RawMessage, { bundle }: Walk): string {
  const milliseconds = millisecondsOf(message["create_time"]);
  const time = milliseconds === undefined ? "unknown" : formatRfc3339(milliseconds);
  const sender = objectAt(message, "sender");
  const id = filledStringAt(sender, "id");
  const name = filledStringAt(sender, "sender_name") ||
    (id === undefined ? undefined : bundle.nameOf(id)) || filledStringAt(sender, "name");
  // A name of several lines could pretend to be a message.
  return `[${time}] ${(name || id || "unknown").replace(/[\s\u0085]+/g, " ")}:`;
}

function textOf(message: RawMessage, level: number, walk: Walk): string {
  const type = messageTypeOf(message) || "text";
  if (type === "merge_forward") return formatBundle(linesOf(messageIdOf(message), level + 1, walk));
  return walk.renderChild({
    type,
    content: contentOf(message),
    mentions: mentionsOf(message),
    deleted: isDeleted(message),
  });
}

function indent(text: string): string {
  return `${INDENT}${text.replaceAll("\n", `\n${INDENT}`)}`;
}
