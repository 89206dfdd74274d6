import { errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the first error without credentials", () => {
  const lines = ["+chat-list", "+messages-search --query x", "+messages-send --chat-id oc_1 --text hello"];
  const brands = [["feishu", "https://open.feishu.cn/app"], [
    "lark",
    "https://open.larksuite.com/app",
  ]] as const;
  for (const line of lines) {
    for (const [brand, console] of brands) {
      it(`${line}, ${brand}: names im config init, where apps are made, and im demo`, () =>
        inScene({}, async ({ run }) => {
          const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "", IM_BRAND: brand };
          const hint = String(errorOf(await run(line.split(" "), { env }), 3)["hint"]);
          for (const part of ["im config init", console, "im demo"]) assertStringIncludes(hint, part);
        }));
    }
  }
});
