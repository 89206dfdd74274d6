import { nonBlank } from "../../json/access.ts";
import { formatRfc3339, parseUnixTime } from "../../text/time.ts";
import { contentOf, mentionsOf, messageIdOf, messageTypeOf, parseContent, type RawMessage } from "../wire.ts";
import { formatLabel, formatTag } from "./markup.ts";
import type { Bundle, Renderer, RenderInput } from "./renderer.ts";

/** How many bundles are shown inside each other, the outermost counted. */
const MAX_LEVELS = 10;
/** Most messages of one bundle that are shown, those in inner bundles counted. */
const MAX_MESSAGES = 1000;
const INDENT = "    ";
const TRUNCATED_LINE = "[further messages are not shown]";

/**
 * A forwarded bundle: its messages with time and sender, inner bundles inside it. What is
 * left out, because a bundle is too deep, too big or inside itself, stands in a line in square brackets.
 *
 * @param renderChild makes the text of a message that is not a bundle
 */
export function renderMergeForward({ content, bundle }: RenderInput, renderChild: Renderer): string {
  if (bundle === undefined) return formatUnopened(content);
  if ("failure" in bundle) return `[Merged forward: fetch failed: ${bundle.failure}]`;
  const walk: BundleWalk = {
    bundle,
    renderChild,
    tree: groupByBundle(bundle),
    opened: new Set(),
    left: MAX_MESSAGES,
    isTruncated: false,
  };
  const lines = linesOf(bundle.id, 1, walk);
  // Messages that hold each other, or that name a container nobody knows, are in no bundle that was opened.
  const isComplete = walk.isTruncated || [...walk.tree.keys()].every((id) => walk.opened.has(id));
  return formatBundle(isComplete ? lines : [...lines, TRUNCATED_LINE]);
}

/** What is shared by all levels of one bundle. */
interface BundleWalk {
  readonly bundle: Bundle;
  readonly renderChild: Renderer;
  readonly tree: ReadonlyMap<string, readonly RawMessage[]>;
  /** Ids of the bundles that were opened: each is shown once, so that neither a circle nor a repetition grows. */
  readonly opened: Set<string>;
  /** How many more messages may be shown. */
  left: number;
  /** A line says already that something is left out. */
  isTruncated: boolean;
}

function formatUnopened(content: string): string {
  const ids = parseContent(content)?.["create_message_ids"];
  return formatLabel("Merged forward", Array.isArray(ids) ? `${ids.length} messages` : undefined);
}

function formatBundle(lines: readonly string[]): string {
  return formatTag("forwarded_messages", {}, lines.length === 0 ? undefined : `\n${lines.join("\n")}\n`);
}

function linesOf(id: string, level: number, walk: BundleWalk): readonly string[] {
  const children = walk.tree.get(id) ?? [];
  if (children.length === 0) return [];
  if (walk.opened.has(id)) return ["[messages shown before are not repeated]"];
  if (level > MAX_LEVELS) return omit("[deeper messages are not shown]", walk);
  walk.opened.add(id);
  const lines: string[] = [];
  for (const child of children) {
    if (walk.left === 0) return [...lines, ...omit(TRUNCATED_LINE, walk)];
    walk.left -= 1;
    const text = textOf(child, level, walk);
    lines.push(headOf(child, walk), ...(text === "" ? [] : [indent(text)]));
  }
  return lines;
}

function omit(line: string, walk: BundleWalk): readonly string[] {
  walk.isTruncated = true;
  return [line];
}

function headOf(message: RawMessage, { bundle }: BundleWalk): string {
  const milliseconds = parseUnixTime(message.create_time);
  const time = milliseconds === undefined ? "unknown" : formatRfc3339(milliseconds);
  const { sender } = message;
  const id = nonBlank(sender?.id);
  const name = nonBlank(sender?.sender_name) || (id === undefined ? undefined : bundle.nameOf(id)) ||
    nonBlank(sender?.name);
  // A name of several lines could pretend to be a message.
  return `[${time}] ${(name || id || "unknown").replace(/[\s\u0085]+/g, " ")}:`;
}

function textOf(message: RawMessage, level: number, walk: BundleWalk): string {
  const type = messageTypeOf(message) || "text";
  if (type === "merge_forward") return formatBundle(linesOf(messageIdOf(message), level + 1, walk));
  return walk.renderChild({
    type,
    content: contentOf(message),
    mentions: mentionsOf(message),
    deleted: message.deleted === true,
  });
}

function indent(text: string): string {
  return `${INDENT}${text.replaceAll("\n", `\n${INDENT}`)}`;
}

/**
 * The messages of a forwarded bundle by the id of the bundle that holds them, oldest first; equal and unknown times
 * keep their order, unknown ones first. A message that names no bundle is in the root.
 */
export function groupByBundle({ id, items }: Bundle): ReadonlyMap<string, readonly RawMessage[]> {
  const tree = new Map<string, RawMessage[]>();
  for (const item of items) {
    const container = nonBlank(item.upper_message_id);
    // The root itself is in the list too.
    if (container === undefined && messageIdOf(item) === id) continue;
    const group = tree.get(container ?? id);
    if (group === undefined) tree.set(container ?? id, [item]);
    else group.push(item);
  }
  for (const group of tree.values()) group.sort((a, b) => timeOf(a) - timeOf(b));
  return tree;
}

function timeOf(item: RawMessage): number {
  return parseUnixTime(item.create_time) ?? 0;
}
