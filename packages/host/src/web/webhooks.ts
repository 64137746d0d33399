import { ConnectorError, type Context, type Delivery, type RawRequest } from "@kontor/connector";
import { reportNotices } from "@kontor/protocol";
import type { Served } from "../connections.ts";
import { contextOf, type Desk } from "../desk.ts";
import { isFinal, reasonOf } from "../hub-client.ts";
import { narrowAll } from "../work/narrow.ts";
import { postOrders } from "../work/post-orders.ts";
import { readAgain } from "../work/read-again.ts";

/** Shops wait five seconds and more; longer than this nobody waits for the answer. */
const PATIENCE_MS = 15_000;

/**
 * A shop says that orders changed (PRODUCT B1): 200 once they are stored. 401 for a signature that does not fit, 404 for a connection
 * that is not served, 503 where shop or hub did not answer, so that the shop sends it again.
 */
export async function receiveWebhook(desk: Desk, id: string, raw: RawRequest): Promise<200 | 400 | 401 | 404 | 503> {
	const served = await find(desk, id);
	if (served === null || served === "hub did not answer") return served === null ? 404 : 503;
	const { connector, redact } = served;
	let ctx: Context;
	let delivery: Delivery;
	try {
		ctx = contextOf(desk, served, AbortSignal.timeout(PATIENCE_MS));
		if (connector.receive === undefined) return 404;
		delivery = await connector.receive(ctx, raw);
	} catch (error) {
		const refused = error instanceof ConnectorError && error.fault === "bad-config";
		const status = refused ? 401 : isUnavailable(error) ? 503 : 400;
		desk.log.warn({ connection: id, status, reason: redact(reasonOf(error)) }, "webhook refused");
		return status;
	}
	try {
		const items = [
			...narrowAll(delivery.orders, ctx.scope, false),
			...(await readAgain(ctx, served, delivery.changed)),
		];
		if (items.length > 0) await postOrders(desk, id, { items });
		const { notices = [] } = delivery;
		if (notices.length > 0) {
			await desk.hub.call(reportNotices, { params: { connection: id }, body: { notices: [...notices] } });
			await desk.connections.refresh(id);
		}
		return 200;
	} catch (error) {
		desk.log.warn({ connection: id, reason: redact(reasonOf(error)) }, "webhook not stored");
		return isFinal(error) && error.problem.status === 404 ? 404 : 503;
	}
}

async function find({ connections, log }: Desk, id: string): Promise<Served | null | "hub did not answer"> {
	try {
		return await connections.find(id);
	} catch (error) {
		log.warn({ connection: id, reason: reasonOf(error) }, "connection not found out");
		return "hub did not answer";
	}
}

function isUnavailable(error: unknown): boolean {
	return error instanceof ConnectorError && (error.fault === "unavailable" || error.fault === "rate-limited");
}
