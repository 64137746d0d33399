import { importStatement } from "@kontor/protocol";
import type { MerchantCaller } from "../../http/authenticate.ts";
import { carryOut } from "../../http/merchant-route.ts";
import { type Route, route } from "../../http/route.ts";
import type { Hub } from "../../hub.ts";
import * as statements from "./import-statement.ts";
import { receiveFile } from "./receive-file.ts";

/** The file is received first; what follows is one transaction, like every other operation of a merchant. */
export function importRoute(hub: Hub): Route {
	return route(importStatement, (caller, given) =>
		receiveFile(given.request, (file) =>
			carryOut(hub, importStatement, {
				// Only operations of merchants come here: their callers are merchants.
				caller: caller as MerchantCaller,
				given,
				digest: file.digest,
				most: statements.MOST_IMPORT_MS,
				handle: (tx) => statements.importStatement(tx, given.params.account, file, given.query.fileName),
			}),
		),
	);
}
