import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { settleCheck } from "./check.ts";
import { settleConsentPage } from "./consent.ts";
import { settleDescription } from "./describe.ts";
import { settleRenewal } from "./renew-secrets.ts";
import { lockConnection, type StoredConnection } from "./stored-connection.ts";
import { settleWatch } from "./watch-webhooks.ts";

/** A request about a connection itself, answered by a host. */
export interface SettledRequest {
	readonly connectionId: string;
	readonly request: string;
	/** As it was enqueued with. */
	readonly input: unknown;
	/** A result, or the fault after which it is not tried again. */
	readonly outcome: WorkOutcome;
}

/** What is done with the answer, with the connection locked. */
type Settle = (tx: MerchantTransaction, connection: StoredConnection, settled: SettledRequest) => Promise<void>;

const SETTLE: ReadonlyMap<string, Settle> = new Map([
	["check", settleCheck],
	["describe", settleDescription],
	["begin-connect", settleConsentPage],
	["watch-webhooks", settleWatch],
	["refresh-secrets", settleRenewal],
]);

/** What follows from an answer about a connection, in the transaction that stores it. Other requests are not for here. */
export async function settleConnectionRequest(
	tx: MerchantTransaction,
	_hub: Hub,
	settled: SettledRequest,
): Promise<void> {
	const settle = SETTLE.get(settled.request);
	if (settle !== undefined) await settle(tx, await lockConnection(tx, settled.connectionId), settled);
}
