import type { Hub } from "../hub.ts";

export async function runAssignment(_hub: Hub, _merchantId: string): Promise<void> {}
