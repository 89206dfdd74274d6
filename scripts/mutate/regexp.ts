/**
 * Faults in regular expressions.
 *
 * @module
 */

/**
 * Gives an expression with each of some small faults, as source text: a lost anchor, a class that is no longer
 * negated, `+` for `*` and the reverse, a quantifier that has become greedy, a lost flag.
 */
export function regexpFaults(pattern: string, flags: string): string[] {
  return [
    ...patternFaults(pattern).map((faulty) => ({ pattern: faulty, flags })),
    // Without these two, most uses end in an error at once.
    ...[...flags].filter((flag) => !"gv".includes(flag)).map((flag) => ({
      pattern,
      flags: flags.replace(flag, ""),
    })),
  ].filter(isExpression).map(({ pattern, flags }) => `/${pattern}/${flags}`);
}

interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

function isExpression({ pattern, flags }: Expression): boolean {
  if (pattern === "") return false;
  try {
    return new RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

function patternFaults(pattern: string): string[] {
  const faults: string[] = [];
  const put = (start: number, length: number, replacement: string) =>
    faults.push(pattern.slice(0, start) + replacement + pattern.slice(start + length));
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") {
      if (!inClass && /[bB]/.test(pattern[at + 1] ?? "")) put(at, 2, "");
      at++;
    } else if (inClass) {
      if (char === "]") inClass = false;
    } else if (char === "[") {
      inClass = true;
      if (pattern[at + 1] === "^") put(at + 1, 1, "");
    } else if (char === "^" || char === "$") put(at, 1, "");
    else if (char === "+" || char === "*") {
      put(at, 1, char === "+" ? "*" : "+");
      if (pattern[at + 1] === "?") put(at + 1, 1, "");
    }
  }
  return faults;
}
