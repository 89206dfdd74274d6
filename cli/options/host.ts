import { invalidArgument } from "../../core/failure.ts";
import { baseUrlProblem } from "../../core/platform/hosts.ts";
import { exampleHint, type Kind } from "./option.ts";

/** The base URL of a host that may get tokens: `https`, or `http` on a loopback address; without a slash at its end. */
export function hostUrl(summary: string): Kind<string> {
  return {
    placeholder: "url",
    summary,
    parse(value, name) {
      const problem = baseUrlProblem(value);
      if (problem === undefined) return new URL(value.trim()).href.replace(/\/+$/, "");
      throw invalidArgument(name, `${name} ${problem}`, exampleHint(name, "https://open.example.com"));
    },
  };
}
