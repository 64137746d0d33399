import type { Hub } from "../hub.ts";

export async function tick(_hub: Hub): Promise<void> {}
