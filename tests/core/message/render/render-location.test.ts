import { describe } from "@std/testing/bdd";
import { renderLocation } from "../../../../core/message/render/render-location.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderLocation", () => {
  testRenderer(renderLocation, [
    ["shows the name", { name: "Harbour", longitude: "1.1", latitude: "2.2" }, "[Location: Harbour]"],
    ["does without a name", { longitude: "1.1", latitude: "2.2" }, "[Location]"],
  ]);
});
