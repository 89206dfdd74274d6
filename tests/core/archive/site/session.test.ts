import { startSession, type Visit } from "../../../../core/archive/site/session.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const session = (port = 8080) => startSession((length) => new Uint8Array(length).fill(length), () => port);
const visit = (more: Partial<Visit>): Visit => ({
  ...{ method: "GET", path: "/", host: "127.0.0.1:8080", cookie: "" },
  ...more,
});

/** Enters; answers with the cookie as a browser sends it back. */
function enter(one: ReturnType<typeof session>): string {
  const admission = one.admit(visit({ path: one.firstPath }));
  assert(admission.kind === "enter");
  return admission.cookie.replace(/;.*/, "");
}

describe("startSession()", () => {
  const refused: readonly (readonly [string, Partial<Visit>])[] = [
    ["another name", { host: "evil.example:8080" }],
    ["another port", { host: "127.0.0.1:8081" }],
    ["no port", { host: "127.0.0.1" }],
    ["a name that only begins so", { host: "127.0.0.1.evil.example:8080" }],
    ["no name", { host: "" }],
    ["two ports", { host: "127.0.0.1:8080:8080" }],
    ["HEAD", { method: "HEAD" }],
    ["POST", { method: "POST" }],
  ];
  for (const [what, more] of refused) {
    it(`refuses ${what}, which leaves the address usable`, () => {
      const one = session();
      assertEquals(one.admit(visit({ path: one.firstPath, ...more })).kind, "refuse");
      enter(one);
    });
  }

  it("knows who is in, also as localhost, beside other cookies, and nobody else", () => {
    const one = session();
    const cookie = enter(one);
    assertEquals(one.admit(visit({ cookie })).kind, "pass");
    assertEquals(one.admit(visit({ cookie: `a=b; ${cookie}; c=d`, host: "localhost:8080" })).kind, "pass");
    assertEquals(one.admit(visit({ cookie, path: one.firstPath })).kind, "home");
    for (
      const wrong of [cookie.slice(0, -1), `${cookie}0`, cookie.replace("im_", "xim_"), cookie.toUpperCase()]
    ) {
      assertEquals(one.admit(visit({ cookie: wrong })).kind, "refuse", wrong);
    }
    assertEquals(one.admit(visit({ path: one.firstPath })).kind, "refuse");
  });

  it("gives sites on two ports cookies of different names, since cookies do not know ports", () => {
    const [first = ""] = enter(session()).split("=");
    const other = startSession((length) => new Uint8Array(length), () => 9090);
    const admission = other.admit(visit({ path: other.firstPath, host: "127.0.0.1:9090" }));
    assert(admission.kind === "enter" && !admission.cookie.startsWith(`${first}=`));
  });

  it("takes a name without a port on the port that browsers leave out", () => {
    const one = session(80);
    assertEquals(one.admit(visit({ host: "localhost", path: one.firstPath })).kind, "enter");
  });
});
