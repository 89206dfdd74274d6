import type { Renderer } from "./rendering.ts";

/** A video call; its content is not shown (reading sheet 5.1 and the example in 5.10). */
export const renderVideoChat: Renderer = () => "[Video call]";
