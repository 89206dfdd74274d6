import type { Renderer } from "./rendering.ts";

/** A sticker, whatever it shows: its picture cannot be fetched (reading sheet 4.7, 5.1). */
export const renderSticker: Renderer = () => "[Sticker]";
