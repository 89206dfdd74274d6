import { MEDIA_KINDS, type MediaKind } from "./context.ts";

/**
 * The kind of a file, as SQL over a row `r` of `resource` and its message `m`. The service tells pictures from files only;
 * what a file is, the type of its message says, or that of the message inside a bundle that names its key.
 */
const KIND = `CASE WHEN r.kind = 'image' THEN 'image' ELSE
  CASE iif(m.type = 'merge_forward',
    (SELECT c.type FROM message c WHERE c.upper = m.seq AND instr(c.text, r.key) > 0 LIMIT 1), m.type)
  WHEN 'audio' THEN 'audio' WHEN 'media' THEN 'video' WHEN 'video' THEN 'video'
  WHEN 'post' THEN iif(r.name IS NULL, 'video', 'file') ELSE 'file' END END`;

/** A condition on rows `r` of `resource` and their messages `m`: which kinds of files are wanted; none given: all. */
export function mediaFilter(kinds: readonly MediaKind[]): string {
  if (kinds.length === 0 || kinds.length === MEDIA_KINDS.length) return "1";
  return `${KIND} IN (${kinds.map((kind) => `'${kind}'`).join(", ")})`;
}
