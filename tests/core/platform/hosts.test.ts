import { spelled } from "../../../cli/spelling.ts";
import { baseUrlProblem, type HostSettings, isLoopback, resolveHosts } from "../../../core/platform/hosts.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const UNSET: HostSettings = { brand: undefined, baseUrl: undefined, accountsUrl: undefined };
const FEISHU = { open: "https://open.feishu.cn", accounts: "https://accounts.feishu.cn" };
const LARK = { open: "https://open.larksuite.com", accounts: "https://accounts.larksuite.com" };

describe("resolveHosts", () => {
  const cases:
    readonly (readonly [name: string, settings: Partial<HostSettings>, open: string, accounts: string])[] = [
      ["nothing", {}, FEISHU.open, FEISHU.accounts],
      ["feishu", { brand: "feishu" }, FEISHU.open, FEISHU.accounts],
      ["lark", { brand: "lark" }, LARK.open, LARK.accounts],
      ["a brand in other letters", { brand: " Lark " }, LARK.open, LARK.accounts],
      ["one private host for both", { baseUrl: "https://im.corp" }, "https://im.corp", "https://im.corp"],
      [
        "two hosts",
        { baseUrl: "https://a.corp", accountsUrl: "https://b.corp" },
        "https://a.corp",
        "https://b.corp",
      ],
      ["accounts alone", { brand: "lark", accountsUrl: "https://b.corp" }, LARK.open, "https://b.corp"],
      ["trailing slashes", { baseUrl: "https://im.corp//" }, "https://im.corp", "https://im.corp"],
      ["a path", { baseUrl: "https://corp/feishu/" }, "https://corp/feishu", "https://corp/feishu"],
      ["a port", { baseUrl: "https://corp:8443" }, "https://corp:8443", "https://corp:8443"],
      ["blanks around", { baseUrl: " https://corp " }, "https://corp", "https://corp"],
      [
        "http on 127.0.0.1",
        { baseUrl: "http://127.0.0.1:8080" },
        "http://127.0.0.1:8080",
        "http://127.0.0.1:8080",
      ],
      [
        "http on localhost",
        { baseUrl: "http://localhost:1234" },
        "http://localhost:1234",
        "http://localhost:1234",
      ],
      ["http on ::1", { baseUrl: "http://[::1]:1234" }, "http://[::1]:1234", "http://[::1]:1234"],
    ];
  for (const [name, settings, open, accounts] of cases) {
    it(`takes ${name}`, () => assertEquals(resolveHosts({ ...UNSET, ...settings }), { open, accounts }));
  }

  const refused: readonly (readonly [url: string, why: string])[] = [
    ["http://im.corp", "https"],
    ["http://127.0.0.1.evil.com", "https"],
    ["http://localhost.evil.com", "https"],
    ["http://10.0.0.1", "https"],
    ["ftp://im.corp", "https"],
    ["file:///etc/passwd", "https"],
    ["https://user@im.corp", "user"],
    ["https://user:secret@im.corp", "user"],
    ["http://user@localhost", "user"],
    ["https://im.corp/?a=b", "query"],
    ["https://im.corp/#a", "fragment"],
    ["im.corp", "URL"],
    ["https://", "URL"],
    ["", "URL"],
  ];
  for (const [url, why] of refused) {
    for (const [key, field] of [["baseUrl", "IM_BASE_URL"], ["accountsUrl", "IM_ACCOUNTS_URL"]] as const) {
      it(`refuses ${JSON.stringify(url)} in ${field}`, () => {
        const detail = detailOf(() => resolveHosts({ ...UNSET, [key]: url }));
        assertEquals([detail.type, detail.subtype, detail.setting], ["validation", "invalid_argument", key]);
        assertStringIncludes(spelled(detail.message), why);
        assertStringIncludes(spelled(detail.hint ?? ""), field);
      });
    }
  }

  for (const url of ["https://im.corp/?", "https://im.corp/#"]) {
    it(`never builds an address on ${url} that hides the path`, () => {
      let open = "https://im.corp";
      try {
        open = resolveHosts({ ...UNSET, baseUrl: url }).open;
      } catch { /* a refusal is as good */ }
      assertEquals(new URL(`${open}/open-apis/x`).pathname, "/open-apis/x");
    });
  }

  for (const brand of ["larksuite", "fieshu", "lark suite"]) {
    it(`refuses the brand ${JSON.stringify(brand)} and names the two`, () => {
      const detail = detailOf(() => resolveHosts({ ...UNSET, brand }));
      assertEquals([detail.type, detail.setting], ["validation", "brand"]);
      assertStringIncludes(spelled(detail.message), `"${brand}"`);
      assertStringIncludes(spelled(detail.hint ?? ""), "feishu or lark");
    });
  }
});

describe("isLoopback", () => {
  const cases: readonly (readonly [hostname: string, is: boolean])[] = [
    ["localhost", true],
    ["127.0.0.1", true],
    ["127.255.0.3", true],
    ["[::1]", true],
    ["128.0.0.1", false],
    ["127.0.0.1.evil.com", false],
    ["notlocalhost", false],
    ["0.0.0.0", false],
    ["[::2]", false],
  ];
  for (const [hostname, is] of cases) {
    it(`is ${is} for ${hostname}`, () => assertEquals(isLoopback(hostname), is));
  }
});

describe("baseUrlProblem", () => {
  for (const url of ["http://me:s3cret@a.example", "https://a.example/?key=s3cret", "s3cret@a"]) {
    it(`shows no secret of ${url.replace("s3cret", "…")}`, () => {
      const problem = baseUrlProblem(url) ?? "";
      assertEquals([problem === "", problem.includes("s3cret")], [false, false]);
    });
  }
});
