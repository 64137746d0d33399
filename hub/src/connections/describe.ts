import { type Description, Mapping } from "@kontor/connector";
import { REQUEST_SCHEMAS } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { answered } from "./answers.ts";
import { found } from "./connection-problems.ts";
import { proposedMapping } from "./mapping.ts";
import { manifestOf } from "./plugins.ts";
import type { SettledRequest } from "./settle-request.ts";
import { afterAnswer } from "./states.ts";
import { asJson, changeConnection, type StoredConnection } from "./stored-connection.ts";

/** The shop's payment methods and statuses were read: the mapping begins with what fits of the defaults (PRODUCT A3). */
export async function settleDescription(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ outcome }: SettledRequest,
): Promise<void> {
	if (connection.state === "disconnected") return;
	const answer = answered("describe", outcome);
	await found(tx, connection.id, "describe", answer.ok ? [] : [answer.problem]);
	if (!answer.ok) {
		const state = afterAnswer(connection.state, "refused");
		if (state !== connection.state) await changeConnection(tx, connection, { state });
		return;
	}
	const { defaults } = await manifestOf(tx, connection.plugin);
	const mapping = proposedMapping(defaults, answer.result, {
		mapping: Mapping.parse(connection.mapping),
		description: descriptionOf(connection),
	});
	await changeConnection(tx, connection, {
		state: afterAnswer(connection.state, "described"),
		description: asJson(answer.result),
		mapping: asJson(mapping),
		reachedAt: tx.now,
	});
}

/** Null before the first check has passed. */
export function descriptionOf({ description }: Pick<StoredConnection, "description">): Description | null {
	return description === null ? null : REQUEST_SCHEMAS.describe.result.parse(description);
}
