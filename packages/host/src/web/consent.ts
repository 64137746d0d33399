import { ConnectorError, type RawRequest, type RawResponse } from "@kontor/connector";
import { install } from "@kontor/protocol";
import { type Desk, openContext } from "../desk.ts";
import { isFinal, reasonOf } from "../hub-client.ts";

const PATIENCE_MS = 15_000;

/** The shop's answer to the consent page. The hub redeems the nonce once, and says by it whose connection it is. */
export async function completeConsent(desk: Desk, plugin: string, id: string, raw: RawRequest): Promise<RawResponse> {
	try {
		const served = await desk.connections.find(id);
		if (served?.connector.connect === undefined || served.connection.plugin !== plugin) return { status: 404 };
		const ctx = openContext(desk, served, AbortSignal.timeout(PATIENCE_MS));
		const completed = await served.connector.connect.complete(ctx, raw);
		if (!completed.ok) {
			desk.log.warn({ connection: id, plugin, reason: completed.reason }, "consent not completed");
			return completed.response;
		}
		const { nonce, secrets, response } = completed;
		await desk.hub.call(install, { body: { plugin, nonce, secrets: { ...secrets } } });
		await desk.connections.refresh(id);
		return response;
	} catch (error) {
		desk.log.warn({ connection: id, plugin, reason: reasonOf(error) }, "consent failed");
		if (isFinal(error)) return { status: 403, body: "This consent is not expected, or not any more.\n" };
		return { status: error instanceof ConnectorError && error.fault !== "unavailable" ? 400 : 503 };
	}
}
