import type { Warning } from "../enrich/notices.ts";
import { Failure, invalidArgument, type ParamProblem } from "../failure.ts";

/** What checks found so far; wrong input is told in one failure. */
export interface Findings {
  readonly problems: ParamProblem[];
  readonly warnings: Warning[];
  /** The name that a mistyped one may have meant. */
  readonly suggest: (word: string, names: readonly string[]) => string | undefined;
}

/**
 * Tells all problems at once, each under the flag that it came by (platform sheet 6.3); its place is in the reason.
 *
 * @param help where to read more, a command to type
 * @throws {Failure} exit 2 if there are any.
 */
export function refuseProblems({ problems }: Findings, help: string): void {
  const [first, ...others] = problems.map((one) => ({ ...one, name: flagOf(one.name) }));
  if (first === undefined) return;
  const suggestion = first.suggestions?.[0];
  const hint = suggestion === undefined ? `see ${help}` : `did you mean ${suggestion}? see ${help}`;
  const failure = invalidArgument(first.name, problems.map(({ reason }) => reason).join("; "), hint);
  if (others.length === 0) throw failure;
  throw new Failure({ ...failure.detail, params: [first, ...others] });
}

/** `--data` of `--data rules[0].name`, `--types` of `--types[0]`. */
function flagOf(place: string): string {
  return /^--[a-z-]+/.exec(place)?.[0] ?? place;
}
