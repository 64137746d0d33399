import { graphqlErp } from "./client.ts";
import type { ErpSource } from "./erp.ts";
import { folderErp } from "./folder/folder-erp.ts";
import type { Erp } from "./manifest.ts";
import { settingsOf } from "./settings.ts";

/** The ERP by the way that the merchant configured. */
export function erpOf(ctx: Erp): ErpSource {
	return settingsOf(ctx).source === "folder" ? folderErp(ctx) : graphqlErp(ctx);
}
