import { createHash } from "node:crypto";
import {
	bookSettlement,
	dismissSettlement,
	getSettlement,
	getSettlementLayouts,
	listSettlements,
	putSettlementLayouts,
	undoSettlement,
	uploadSettlement,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { book, dismiss } from "./book.ts";
import { layoutOf, layoutsOf, setLayouts } from "./layouts.ts";
import { readSettlementFile } from "./read-file.ts";
import { storeSettlement } from "./stored-settlement.ts";
import { undo } from "./undo.ts";
import { settlementsOf, settlementView } from "./views.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, getSettlementLayouts, async (tx) => ({ items: await layoutsOf(tx) })),
		merchantRoute(hub, putSettlementLayouts, async (tx, { body }) => ({ items: await setLayouts(tx, body.items) })),
		merchantRoute(hub, uploadSettlement, async (tx, { query: { source }, body }) => {
			const layout = await layoutOf(tx, source);
			const lines = readSettlementFile(body, layout);
			const key = createHash("sha256").update(body).digest("hex");
			return settlementView(tx, await storeSettlement(tx, { source, key, currency: layout.currency, lines }));
		}),
		merchantRoute(hub, listSettlements, (tx, { query }) => settlementsOf(tx, query)),
		merchantRoute(hub, getSettlement, (tx, { params }) => settlementView(tx, params.settlement)),
		merchantRoute(hub, bookSettlement, async (tx, { params, body }, { label }) => {
			await book(tx, params.settlement, body, { by: "person", credential: label });
			return settlementView(tx, params.settlement);
		}),
		merchantRoute(hub, undoSettlement, async (tx, { params }, { label }) => {
			await undo(tx, params.settlement, label);
			return settlementView(tx, params.settlement);
		}),
		merchantRoute(hub, dismissSettlement, async (tx, { params }) => {
			await dismiss(tx, params.settlement);
			return settlementView(tx, params.settlement);
		}),
	];
}
