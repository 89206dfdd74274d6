import { spelled } from "../../../cli/spelling.ts";
import { isPublicAddress, resolvePublicHost } from "../../../core/upload/url-guard.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("isPublicAddress", () => {
  const open = [
    ...[
      "1.1.1.1",
      "8.8.8.8",
      "9.255.255.255",
      "11.0.0.0",
      "100.63.255.255",
      "100.128.0.0",
      "126.255.255.255",
    ],
    ...["128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255"],
    ...["192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255"],
    ...[
      "2606:4700:4700::1111",
      "2001:4860:4860::8888",
      "2a00:1450:4001:81b::200e",
      "2001:200::1",
      "3fff:1000::1",
    ],
    ...["::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2606:4700:0:0:0:0:0:1111"],
  ];
  for (const address of open) {
    it(`is so of ${address}`, () => assertEquals(isPublicAddress(address), true));
  }

  const closed = [
    // IPv4: this network, private, shared, loopback, link-local, special, multicast, reserved.
    ...[
      "0.0.0.0",
      "0.255.255.255",
      "10.0.0.0",
      "10.255.255.255",
      "100.64.0.0",
      "100.127.255.255",
      "127.0.0.1",
    ],
    ...["127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1"],
    ...["192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255"],
    ...["198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255"],
    // IPv6: unspecified, loopback, unique-local, link-local, site-local, multicast, documentation.
    ...["::", "::1", "0:0:0:0:0:0:0:1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1"],
    ...["2001:db8::1", "3fff::1", "100::1", "2001::1", "2001:10::1", "5f00::1", "4000::1"],
    // IPv4 in other clothes.
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1"],
    ...["64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8", "2002:7f00:1::1", "2002:a00:1::1"],
    // No addresses, or not in their plain form.
    ...[
      "",
      "localhost",
      "8.8.8",
      "8.8.8.8.8",
      "256.8.8.8",
      "08.8.8.8 ",
      "0x8.8.8.8",
      "134744072",
      "8.8.8.8:80",
    ],
    ...["[2606:4700::1]", "2606:4700::1%eth0", "fe80::1%1", "2606::4700::1", "2606:4700:12345::1", ":::"],
  ];
  for (const address of closed) {
    it(`is not so of "${address}"`, () => assertEquals(isPublicAddress(address), false));
  }
});

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
  return { asked, run: () => resolvePublicHost(world, "--file", new URL(url), isPublicAddress) };
}

describe("guardUrl", () => {
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
      assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", "--file"]);
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
