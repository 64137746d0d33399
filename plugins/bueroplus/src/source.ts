import { graphqlErp } from "./client.ts";
import type { ErpSource } from "./erp.ts";
import type { Erp } from "./manifest.ts";

/** The ERP by the way that the merchant configured. */
export function erpOf(ctx: Erp): ErpSource {
	return graphqlErp(ctx);
}
