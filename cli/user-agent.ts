import { buildInfo } from "../core/build-info.ts";

/** How the program names itself to servers. */
export const userAgent = `im/${buildInfo.version}`;
