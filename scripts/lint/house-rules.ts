/**
 * House rules for `deno lint`; `deno.json` names this file.
 *
 * They hold for the product (`core/`, `cli/`, `fixtures/`, `main.ts`), not for scripts and tests.
 *
 * @module
 */

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** The path of a linted file inside the checkout, or undefined when it is no part of the product. */
function productPath(filename: string): string | undefined {
  const unix = filename.replaceAll("\\", "/").replace(/^(?=[A-Za-z]:)/, "/");
  if (!unix.startsWith(root)) return undefined;
  const path = unix.slice(root.length);
  return /^(core|cli|fixtures)\/|^main\.ts$/.test(path) ? path : undefined;
}

/** A rule that sees the product's files only, or the part of them that `where` picks. */
function rule(
  visitor: (context: Deno.lint.RuleContext) => Deno.lint.LintVisitor,
  where: (path: string) => boolean = () => true,
): Deno.lint.Rule {
  return {
    create(context) {
      const path = productPath(context.filename);
      return path !== undefined && where(path) ? visitor(context) : {};
    },
  };
}

/** `Name.member` of an expression, when both are plain names. */
function memberOf(node: Deno.lint.MemberExpression): string {
  const object = node.object.type === "Identifier" ? node.object.name : "?";
  return `${object}.${node.property.type === "Identifier" ? node.property.name : "?"}`;
}

const noFileWritable = rule((context) => {
  const message = "A file's writable stream can lose its last bytes, or an error of them, silently.";
  const hint =
    "Write with write() until all bytes are taken; for a TransformStream ignore this rule by name.";
  return {
    "MemberExpression[property.name='writable']": (node) => context.report({ node, message, hint }),
    "ObjectPattern > Property[key.name='writable']": (node) => context.report({ node, message, hint }),
  };
});

const noWriteFileStream = rule((context) => ({
  MemberExpression(node) {
    if (memberOf(node) !== "Deno.writeFile") return;
    context.report({
      node,
      message: "Deno.writeFile loses data of a stream silently, and replaces a file in place.",
      hint: "Write a draft beside the target, sync it and rename it.",
    });
  },
}));

const exitInMainOnly = rule((context) => ({
  MemberExpression(node) {
    if (memberOf(node) === "Deno.exit") {
      context.report({ node, message: "Only main.ts ends the process.", hint: "Throw or return a status." });
    }
  },
}), (path) => path !== "main.ts");

const outsideCalls = new Set([
  "fetch",
  "setTimeout",
  "setInterval",
  "queueMicrotask",
  "alert",
  "confirm",
  "prompt",
]);
const outsideMembers = new Set(["Date.now", "Math.random", "crypto.getRandomValues", "crypto.randomUUID"]);
const outsideObjects = new Set(["Deno", "console", "performance", "localStorage", "sessionStorage"]);

/** Whether this name introduces something: a parameter, a constant, a part of a destructured one. */
function isBinding(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return parent.params.some((parameter) => parameter === node);
    case "VariableDeclarator":
      return parent.id === node;
    case "Property":
      return parent.parent.type === "ObjectPattern";
    default:
      return false;
  }
}

const coreStaysInside = rule((context) => {
  const report = (node: Deno.lint.Node, what: string) =>
    context.report({
      node,
      message: `core/ reaches the outside world: ${what}.`,
      hint: "Take it from World.",
    });
  // A parameter or constant called `fetch` is the one that was handed in.
  const own = new Set<string>();
  const calls: Deno.lint.CallExpression[] = [];
  return {
    MemberExpression(node) {
      const name = memberOf(node);
      const [object = ""] = name.split(".");
      if (outsideMembers.has(name) || outsideObjects.has(object)) report(node, name);
    },
    Identifier(node) {
      if (node.name === "globalThis") report(node, "globalThis");
      if (outsideCalls.has(node.name) && isBinding(node)) own.add(node.name);
    },
    CallExpression: (node) => void calls.push(node),
    "Program:exit": () => {
      for (const node of calls) {
        const name = node.callee.type === "Identifier" ? node.callee.name : "";
        if (outsideCalls.has(name) && !own.has(name)) report(node, name);
      }
    },
    NewExpression(node) {
      const isNow = node.callee.type === "Identifier" && node.callee.name === "Date" &&
        node.arguments.length === 0;
      if (isNow) report(node, "new Date()");
    },
  };
}, (path) => path.startsWith("core/") && path !== "core/world.ts");

/** An option, a variable, a command line. Options are letters: the boundary of a form begins with dashes, too. */
const doorWords = /(^|[\s("'`])--[a-z][\w-]*|\s-[A-Z] [A-Z]+|\bIM_[A-Z_]+|(^|[\s("'`:])im (\+|[a-z])\S*/;

const coreKnowsNoDoors = rule((context) => {
  const check = (node: Deno.lint.Node, text: unknown) => {
    const found = typeof text === "string" ? doorWords.exec(text)?.[0] : undefined;
    if (found === undefined) return;
    context.report({
      node,
      message: `core/ names an option, a variable or a command line: "${found.trim()}".`,
      hint: "Refer to it by key: input(), setting() and action() of core/text/phrase.ts.",
    });
  };
  return {
    Literal: (node) => check(node, node.value),
    TemplateElement: (node) => check(node, node.cooked),
  };
}, (path) => path.startsWith("core/"));

const noDefaultExport = rule((context) => ({
  ExportDefaultDeclaration: (node) => context.report({ node, message: "Exports have names." }),
}));

/** The plugin. Deno asks for a default export here. */
const plugin: Deno.lint.Plugin = {
  name: "im",
  rules: {
    "no-file-writable": noFileWritable,
    "no-write-file-stream": noWriteFileStream,
    "exit-in-main-only": exitInMainOnly,
    "core-stays-inside": coreStaysInside,
    "core-knows-no-doors": coreKnowsNoDoors,
    "no-default-export": noDefaultExport,
  },
};
export default plugin;
