import { spelled } from "../../../cli/spelling.ts";
import { resolvePublicHost } from "../../../core/upload/url-guard.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "open.example": ["93.184.216.34", "2606:4700::1"],
  "inside.example": ["10.0.0.1"],
  "mixed.example": ["93.184.216.34", "127.0.0.1"],
  "empty.example": [],
};

function guard(url: string, variables: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const world = fakeWorld({
    variables,
    resolve: (name) => {
      asked.push(name);
      const addresses = NAMES[name];
      return addresses === undefined ? Promise.reject(new Error("ENOTFOUND")) : Promise.resolve(addresses);
    },
  });
  return { asked, run: () => resolvePublicHost(world, "file", new URL(url)) };
}

describe("resolvePublicHost", () => {
  const open: readonly (readonly [url: string, addresses: readonly string[]])[] = [
    ["https://open.example/a", ["93.184.216.34", "2606:4700::1"]],
    ["http://OPEN.example:8080/", ["93.184.216.34", "2606:4700::1"]],
    ["https://open.example./", ["93.184.216.34", "2606:4700::1"]],
    ["http://93.184.216.34/", ["93.184.216.34"]],
    ["http://[2606:4700::1]/", ["2606:4700::1"]],
  ];
  for (const [url, addresses] of open) {
    it(`answers with the addresses of ${url}`, async () => assertEquals(await guard(url).run(), addresses));
  }

  const closed = [
    ...["http://localhost/", "https://LOCALHOST/", "http://localhost./", "http://a.localhost:1/"],
    ...[
      "http://127.0.0.1/",
      "http://127.1/",
      "http://0x7f000001/",
      "http://2130706433/",
      "http://0177.0.0.1/",
    ],
    ...[
      "http://0/",
      "http://169.254.169.254/latest",
      "http://[::1]/",
      "http://[::ffff:127.0.0.1]/",
      "http://[fd00::1]/",
    ],
    ...["https://inside.example/", "https://mixed.example/", "ftp://open.example/", "data:text/plain,x"],
  ];
  for (const url of closed) {
    it(`refuses ${url} with exit 2`, async () => {
      const detail = await rejectionOf(guard(url).run);
      assertEquals([detail.type, detail.subtype, detail.input], ["validation", "invalid_argument", "file"]);
    });
  }

  for (const url of ["https://missing.example/", "https://empty.example/"]) {
    it(`says that the host of ${url} is unknown`, async () => {
      const detail = await rejectionOf(guard(url).run);
      assertEquals([detail.type, detail.subtype], ["network", "dns"]);
    });
  }

  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]) {
    it(`refuses names without https where ${name} would look them up again`, async () => {
      const variables = { [name]: "http://proxy:1" };
      const detail = await rejectionOf(guard("http://open.example/", variables).run);
      assertStringIncludes(spelled(detail.message), "proxy");
      assertEquals((await guard("https://open.example/", variables).run()).length, 2);
      assertEquals((await guard("http://93.184.216.34/", variables).run()).length, 1);
    });
  }

  it("does not look up what is an address or refused already", async () => {
    for (const url of ["http://93.184.216.34/", "http://localhost/", "http://[::1]/"]) {
      const { asked, run } = guard(url);
      await run().catch(() => {});
      assertEquals(asked, []);
    }
  });
});
