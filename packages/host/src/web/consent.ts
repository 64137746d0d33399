import { ConnectorError, type RawRequest, type RawResponse } from "@kontor/connector";
import { install, putSecrets } from "@kontor/protocol";
import { callbackUrl, connectContextOf, type Desk } from "../desk.ts";
import { isFinal, reasonOf } from "../hub-client.ts";

const PATIENCE_MS = 15_000;

/** The shop's answer to the consent page. The hub redeems the nonce once, and says by it whose connection it is. */
export async function completeConsent(desk: Desk, plugin: string, id: string, raw: RawRequest): Promise<RawResponse> {
	try {
		const served = await desk.connections.find(id);
		if (served?.connector.connect === undefined || served.connection.plugin !== plugin) return { status: 404 };
		const url = callbackUrl(desk, served);
		if (url === null) return { status: 404 };
		const ctx = connectContextOf(desk, served, AbortSignal.timeout(PATIENCE_MS));
		const completed = await served.connector.connect.complete(ctx, raw, { url });
		if (!completed.ok) {
			desk.log.warn({ connection: id, plugin, reason: completed.reason }, "consent not completed");
			return completed.response;
		}
		const { nonce, secrets, response } = completed;
		if (secrets === null) return response;
		if (nonce !== null) await desk.hub.call(install, { body: { plugin, nonce, secrets: { ...secrets } } });
		else {
			const body = { ifVersion: served.connection.secretsVersion, secrets: { ...secrets }, refreshBefore: null };
			await desk.hub.call(putSecrets, { params: { connection: id }, body });
		}
		await desk.connections.refresh(id);
		return response;
	} catch (error) {
		desk.log.warn({ connection: id, plugin, reason: reasonOf(error) }, "consent failed");
		if (isFinal(error)) return { status: 403, body: "This consent is not expected, or not any more.\n" };
		return { status: error instanceof ConnectorError && error.fault !== "unavailable" ? 400 : 503 };
	}
}
