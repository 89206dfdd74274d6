import { parseApiPath } from "../../core/api/api-path.ts";
import { loadCatalogue } from "../../core/api/load-catalogue.ts";
import { invalidArgument } from "../../core/failure.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import { type CommandResult, defineCommand, describeWarnings } from "../command.ts";
import { requireConfirmation } from "../confirmation.ts";
import { optional, type OptionValues, positional, short, text, toggle } from "../options/option.ts";
import { describePages, isMultiPage, type PageValues } from "../options/page.ts";
import type { ApiCall } from "./api-call.ts";
import { OUTPUT_OPTIONS, RAW_PAGES, rawPageOptions } from "./options.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const options = {
  words: {
    ...positional(text("METHOD> <PATH", "GET, POST, PUT, PATCH or DELETE; then a path below /open-apis/")),
    required: true,
  },
  params: optional(text("json", "the query as JSON; @FILE or - (stdin)")),
  data: optional(text("json", "the body as JSON; @FILE or - (stdin)")),
  file: optional(text("path", "a file to send as a form; [field=]path, or - (stdin)")),
  ...OUTPUT_OPTIONS,
  ...rawPageOptions(),
  yes: short("y", toggle("confirm the call; required for DELETE where no terminal can ask")),
};

type Values = OptionValues<typeof options>;

/** `im api` */
export const api = defineCommand<typeof options, ApiCall>({
  name: "api",
  summary: "Call any path of the service",
  description: [
    "For methods without a command of their own. The path starts with /open-apis/ or is the part after it; a " +
    "full URL must be on the configured host.",
    "csv, table and ndjson print one row per item of the response and per entry of its other lists; the field list " +
    "names the list that an entry is from. A response with neither items nor only lists is one row. A response that " +
    "is not JSON is saved to a file.",
  ],
  examples: [
    { comment: "read something", line: "api GET /open-apis/im/v1/chats/oc_xxx" },
    { comment: "with a query", line: `api GET im/v1/messages --params '{"container_id_type":"chat"}'` },
    {
      comment: "with a body",
      line: `api POST im/v1/pins --data '{"message_id":"om_xxx"}' --as bot`,
    },
    { comment: "all pages", line: "api GET im/v1/chats --page-all --format ndjson" },
    { comment: "save bytes", line: "api GET im/v1/images/img_xxx --output photo" },
  ],
  identities: ["user", "bot"],
  scopes: [],
  async scopesFor({ words: [method = "", path = ""] }, identity) {
    const { findMethod } = await import("../../core/api/method.ts");
    const known = findMethod(await loadCatalogue(), method.toUpperCase(), parseApiPath(path, []));
    if (known === undefined) return { required: [], helpful: [] };
    return { required: [known.scopes], helpful: known.moreScopes?.[identity] ?? [] };
  },
  risk: "write",
  danger: "depends",
  answer: async () =>
    (await import("../../core/json/shape.ts")).anything("data of the response, or the file that was saved"),
  options,
  // Loaded late, so that help starts without it.
  async prepare(values, world, _identity, hosts) {
    const { makeApiCall } = await import("./api-call.ts");
    return await makeApiCall(
      methodOf(values),
      { path: values.words[1] ?? "", host: hosts?.open },
      values,
      world,
    );
  },
  preview(values, _identity, { request, warnings }) {
    const isPaged = isMultiPage(pagesOf(values));
    return {
      ...describeWarnings(warnings),
      api: [{ ...request, ...(isPaged ? { desc: describePages(pagesOf(values), RAW_PAGES) } : {}) }],
      context: {},
    };
  },
  async run(values, runtime, call): Promise<CommandResult> {
    if (call.request.method === "DELETE") {
      const [{ effectOf }, { findMethod }] = await Promise.all([
        import("./effect.ts"),
        import("../../core/api/method.ts"),
      ]);
      const method = findMethod(await loadCatalogue(), "DELETE", call.request.path);
      const action = { name: `DELETE ${call.request.path}`, ...effectOf(method, call.request) };
      await requireConfirmation(values.yes, action, runtime);
    }
    const { sendApiCall } = await import("./api-call.ts");
    const { withView } = await import("./view.ts");
    const result = withView(
      await sendApiCall(runtime, call, { ...values, isMultiPage: isMultiPage(pagesOf(values)) }),
    );
    return {
      ...result,
      ...(call.request.method === "GET" ? { isRead: true } : {}),
      ...(call.warnings.length === 0 ? {} : { warnings: call.warnings }),
    };
  },
});

function pagesOf(values: Values): PageValues {
  return { ...values, pageSize: values.pageSize ?? 0 };
}

function methodOf({ words }: Values): typeof METHODS[number] {
  const [word, path, surplus] = words;
  if (word === undefined) {
    throw invalidArgument(
      "method",
      "the method is missing",
      phrase`write ${action("api", { method: "GET", path: "<path>" })}`,
    );
  }
  const method = METHODS.find((one) => one === word.toUpperCase());
  if (method === undefined) {
    throw invalidArgument(
      "method",
      `unknown HTTP method "${word}"`,
      phrase`use ${METHODS.slice(0, -1).join(", ")} or ${METHODS.at(-1) ?? ""}: ${
        action("api", { method: "GET", path: "<path>" })
      }`,
    );
  }
  if (path === undefined) {
    throw invalidArgument(
      "path",
      "the path is missing",
      phrase`write ${action("api", { method, path: "<path>" })}`,
    );
  }
  if (surplus !== undefined) {
    throw invalidArgument("path", `unexpected argument "${surplus}"`, "quote values with spaces in them");
  }
  return method;
}
