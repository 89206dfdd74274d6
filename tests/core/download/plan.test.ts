import { planTarget, type TargetOptions, type TargetPlan } from "../../../core/download/plan.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const WISH: TargetOptions = { output: undefined, fileKey: "img_v3_1", originalName: false };

describe("planTarget", () => {
  /** Directory and link below are there: `dir/`, `link` → `dir`. */
  const plans: readonly (readonly [
    output: string | undefined,
    originalName: boolean,
    place: string,
    base: string,
    naming: TargetPlan["naming"],
  ])[] = [
    [undefined, false, "", "img_v3_1", "default"],
    [undefined, true, "", "img_v3_1", "server"],
    ["a.png", false, "", "a.png", "given"],
    ["./a.png", false, "", "a.png", "given"],
    ["new/sub/a", false, "new/sub", "a", "given"],
    ["dir", false, "dir", "img_v3_1", "default"],
    ["dir/", true, "dir", "img_v3_1", "server"],
    ["new/", false, "new", "img_v3_1", "default"],
    ["new/.", false, "new", "img_v3_1", "default"],
    [".", false, "", "img_v3_1", "default"],
    ["./", true, "", "img_v3_1", "server"],
    ["link/a", false, "dir", "a", "given"],
    ["link", false, "dir", "img_v3_1", "default"],
  ];
  for (const [output, originalName, place, base, naming] of plans) {
    it(`puts ${output ?? "no --output"}${originalName ? " with --original-name" : ""} into "${place}"`, () =>
      inTemporaryDirectory(async (cwd) => {
        await Deno.mkdir(join(cwd, "dir"));
        await Deno.symlink("dir", join(cwd, "link"));
        assertEquals(await planTarget(fakeWorld({ cwd }), { ...WISH, output, originalName }), {
          directory: join(cwd, place),
          base,
          naming,
        });
      }));
  }

  it("takes a link to a file as the name to be replaced", () =>
    inTemporaryDirectory(async (cwd) => {
      await Deno.symlink("/etc/passwd", join(cwd, "link"));
      const plan = await planTarget(fakeWorld({ cwd }), { ...WISH, output: "link" });
      assertEquals(plan, { directory: cwd, base: "link", naming: "given" });
    }));

  const refused: readonly (readonly [output: string, originalName: boolean, param: string])[] = [
    ["", false, "output"],
    ["/tmp/a", false, "output"],
    ["../a", false, "output"],
    ["out/a", false, "output"],
    ["out/", false, "output"],
    ["out", false, "output"],
    ["a.png", true, "originalName"],
  ];
  for (const [output, originalName, param] of refused) {
    it(`refuses "${output}"${originalName ? " with --original-name" : ""}`, () =>
      inTemporaryDirectory(async (cwd) => {
        await Deno.symlink("..", join(cwd, "out"));
        const detail = await rejectionOf(() =>
          planTarget(fakeWorld({ cwd }), { ...WISH, output, originalName })
        );
        assertEquals([detail.type, detail.subtype, detail.input], ["validation", "invalid_argument", param]);
      }));
  }
});
