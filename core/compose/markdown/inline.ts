import { truncate } from "../../text/truncate.ts";
import { type Conversion, imageIndex, warn } from "./conversion.ts";
import {
  imageSource,
  isWebAddress,
  type LinkParts,
  linkPartsOf,
  type LinkTarget,
  normalizeLabel,
  readTarget,
} from "./links.ts";
import { joinMentions } from "./mentions.ts";
import { decodeText, type MarkdownNode, rawText } from "./parse.ts";
import { type InlineRun, joinedLines, type Mark, mergeText } from "./runs.ts";

/** Most characters that a warning quotes. */
const MAX_QUOTED = 100;

interface Span {
  readonly from: number;
  readonly to: number;
}

const MARKS: Readonly<Record<string, Mark>> = {
  StrongEmphasis: "strong",
  Emphasis: "emphasis",
  Strikethrough: "strike",
};

/** The content of a paragraph, heading, table row or cell as runs without nesting. */
export function inlineRuns(node: MarkdownNode, conversion: Conversion): InlineRun[] {
  const runs = runsIn(node, node, [], conversion);
  return mergeText(joinMentions(runs, conversion.mentioned));
}

/** The runs of a part of a node: what its children are, and the text between them. */
function runsIn(node: MarkdownNode, span: Span, marks: readonly Mark[], conversion: Conversion): InlineRun[] {
  const runs: InlineRun[] = [];
  let at = span.from;
  for (const child of node.children) {
    if (child.from < span.from || child.to > span.to) continue;
    runs.push(textRun(conversion.source.slice(at, child.from), marks), ...runsOf(child, marks, conversion));
    at = child.to;
  }
  runs.push(textRun(conversion.source.slice(at, span.to), marks));
  return runs;
}

function runsOf(node: MarkdownNode, marks: readonly Mark[], conversion: Conversion): InlineRun[] {
  const raw = rawText(conversion.source, node);
  switch (node.name) {
    case "QuoteMark":
    case "HeaderMark":
      return [];
    case "TableCell":
      return runsIn(node, node, marks, conversion);
    case "StrongEmphasis":
    case "Emphasis":
    case "Strikethrough":
      return markedRuns(node, marks, conversion);
    case "InlineCode":
      return [{ kind: "verbatim", raw, plain: codeText(raw) }];
    case "URL":
      return [{ kind: "verbatim", raw, plain: raw }];
    case "Autolink":
      return [{ kind: "verbatim", raw: raw.slice(1, -1), plain: raw.slice(1, -1) }];
    case "Link":
      return linkRuns(node, marks, conversion);
    case "Image":
      return imageRuns(node, marks, conversion);
    case "HTMLTag":
      return [{ kind: "tag", raw, marks }];
    case "HardBreak":
      return [textRun("\n", marks)];
    case "Escape":
    case "Entity":
      return [{ kind: "text", raw, plain: decodeText(raw), marks }];
    default:
      return [textRun(raw, marks)];
  }
}

function textRun(raw: string, marks: readonly Mark[]): InlineRun {
  return { kind: "text", raw, plain: raw, marks };
}

function codeText(raw: string): string {
  const text = raw.replace(/^`+|`+$/g, "").replaceAll("\n", " ");
  return /[^ ]/.test(text) && text.startsWith(" ") && text.endsWith(" ") ? text.slice(1, -1) : text;
}

function markedRuns(node: MarkdownNode, marks: readonly Mark[], conversion: Conversion): InlineRun[] {
  const { source } = conversion;
  const [open, close] = [node.children[0], node.children.at(-1)];
  const mark = MARKS[node.name];
  if (open === undefined || close === undefined || mark === undefined) {
    return [textRun(rawText(source, node), marks)];
  }
  const inside = { from: open.to, to: close.from };
  if (source[node.from] === "_" && isPartOfName(source, node)) {
    return [
      textRun(source.slice(open.from, open.to), marks),
      ...runsIn(node, inside, marks, conversion),
      textRun(source.slice(close.from, close.to), marks),
    ];
  }
  return runsIn(node, inside, marks.includes(mark) ? marks : [...marks, mark], conversion);
}

/**
 * Underscores that belong to an address the parser does not know as one (`http://localhost/_a_/b`), or to a name such as
 * `__init__.py`: the platform reads them as text, and so they stay.
 */
function isPartOfName(source: string, { from, to }: MarkdownNode): boolean {
  const before = source.slice(Math.max(0, from - 2000), from);
  return /[a-z]:\/\/\S*$|\w[./\\@:]$/i.test(before) || /^[./\\@:]\w/.test(source.slice(to, to + 2));
}

/** Target of a link or image; undefined where it names a definition that does not exist: then it is text. */
function targetOf(
  node: MarkdownNode,
  parts: LinkParts,
  { source, references }: Conversion,
): LinkTarget | undefined {
  return parts.reference === undefined
    ? readTarget(source, node, parts.label.to)
    : references.targets.get(normalizeLabel(parts.reference));
}

function linkRuns(node: MarkdownNode, marks: readonly Mark[], conversion: Conversion): InlineRun[] {
  const parts = linkPartsOf(conversion.source, node);
  const link = parts && targetOf(node, parts, conversion);
  if (parts === undefined || link === undefined) return unresolvedRuns(node, parts, marks, conversion);
  const { target } = link;
  const label = mergeText(joinMentions(runsIn(node, parts.label, marks, conversion), conversion.mentioned));
  warnAboutTitle(link, conversion);
  if (!isWebAddress(target)) {
    warn(
      conversion,
      "link_dropped",
      `link to "${truncate(target, MAX_QUOTED)}" is shown as text: only http and https are links`,
    );
    const shown = label.map((run) => "plain" in run ? run.plain : "").join("");
    const isShown = target === "" || target.replace(/^(mailto|tel):/i, "") === shown || target === shown;
    return isShown ? label : [...label, textRun(` (${target})`, marks)];
  }
  const images = label.filter(({ kind }) => kind === "image");
  const raw = labelText(label, "raw");
  // A link that is only an image: the image is shown, and its description, or the address, carries the link.
  const shown = raw === "" ? images.map((image) => "alt" in image ? image.alt : "").join(" ").trim() : raw;
  return [...images, {
    kind: "link",
    raw: shown,
    plain: labelText(label, "plain") || shown || target,
    target,
  }];
}

/** The label in one line, without marks: nothing inside a label is sure to be read. */
function labelText(label: readonly InlineRun[], form: "raw" | "plain"): string {
  return joinedLines(
    label.map((run) => {
      if (run.kind === "mention") return `@${run.name || run.id}`;
      if (run.kind === "image") return "";
      return run.kind === "tag" ? run.raw : run[form];
    }).join(""),
  );
}

function imageRuns(node: MarkdownNode, marks: readonly Mark[], conversion: Conversion): InlineRun[] {
  const { source } = conversion;
  const parts = linkPartsOf(source, node);
  const link = parts && targetOf(node, parts, conversion);
  if (parts === undefined || link === undefined) return unresolvedRuns(node, parts, marks, conversion);
  warnAboutTitle(link, conversion);
  const alt = decodeText(rawText(source, node, parts.label.from, parts.label.to)).replaceAll("\n", " ");
  const image = imageSource(link.target);
  if (image !== undefined) return [{ kind: "image", image: imageIndex(conversion, image), alt }];
  warn(
    conversion,
    "image_dropped",
    `image "${truncate(link.target, MAX_QUOTED)}" is shown as text: not a key, address or path`,
  );
  // Without the signs of an image: the platform may refuse a message for a key that is none.
  return [textRun([alt, link.target && `(${link.target})`].filter((part) => part !== "").join(" "), marks)];
}

/** Brackets that lead nowhere are text; what stands in them is read as usual. */
function unresolvedRuns(
  node: MarkdownNode,
  parts: LinkParts | undefined,
  marks: readonly Mark[],
  conversion: Conversion,
): InlineRun[] {
  const { source } = conversion;
  if (parts === undefined) return [textRun(rawText(source, node), marks)];
  return [
    textRun(source.slice(node.from, parts.label.from), marks),
    ...runsIn(node, parts.label, marks, conversion),
    textRun(rawText(source, node, parts.label.to, node.to), marks),
  ];
}

function warnAboutTitle({ title, target }: LinkTarget, conversion: Conversion): void {
  if (title !== undefined && title !== "") {
    warn(
      conversion,
      "link_title_dropped",
      `title "${truncate(title, MAX_QUOTED)}" of "${truncate(target, MAX_QUOTED)}" can't be shown`,
    );
  }
}
