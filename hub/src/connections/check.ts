import { problem } from "@kontor/protocol";
import * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { settingsOfShops } from "../merchants/shop-settings.ts";
import { answered } from "./answers.ts";
import { type ConnectionProblem, found } from "./connection-problems.ts";
import { keepSecretsFresh } from "./renew-secrets.ts";
import { ask, dropReading } from "./requests.ts";
import type { SettledRequest } from "./settle-request.ts";
import { type Answer, afterAnswer } from "./states.ts";
import { changeConnection, type StoredConnection } from "./stored-connection.ts";
import { watchWebhooks } from "./watch-webhooks.ts";

/** Why the shop is checked: `connect` takes T from the shop's clock of this very check (PRODUCT A7). */
const Purpose = z.object({ connect: z.boolean() });

export function askCheck(
	tx: MerchantTransaction,
	connectionId: string,
	{ connect }: z.infer<typeof Purpose>,
): Promise<void> {
	return ask(tx, connectionId, "check", { connect });
}

export async function settleCheck(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ input, outcome }: SettledRequest,
): Promise<void> {
	if (connection.state === "disconnected") return;
	const answer = answered("check", outcome);
	if (!answer.ok) return refuse(tx, connection, "refused", answer.problem);
	const check = answer.result;
	if (!check.ok) {
		const { field, forMerchant: text } = check;
		return refuse(tx, connection, "refused", { code: "SHOP_REFUSED", text, ...(field === null ? {} : { field }) });
	}
	if (connection.identity !== null && connection.identity !== check.identity) {
		return refuse(tx, connection, "otherShop", OTHER_SHOP);
	}
	const twin = await twinOf(tx, connection, check.identity);
	if (twin !== null) return refuse(tx, connection, "otherShop", connectedAlready(twin));

	await found(tx, connection.id, "check", []);
	const { connect } = Purpose.parse(input);
	const seen = { identity: check.identity, reachedAt: tx.now };
	await (connect && afterAnswer(connection.state, "welcomed") === "connected"
		? welcome(tx, connection, { ...seen, shopClock: new Date(check.shopClock) })
		: changeConnection(tx, connection, seen));
	await keepSecretsFresh(tx, connection);
	await ask(tx, connection.id, "describe", null);
}

/** From now on the shop is read and written. T stays what it was at the first time (PRODUCT A7, A8). */
async function welcome(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ identity, reachedAt, shopClock }: { identity: string; reachedAt: Date; shopClock: Date },
): Promise<void> {
	const { comparisonsPerDay } = (await settingsOfShops(tx, [connection.id]))(connection.id);
	const again = connection.connectedAt !== null;
	await changeConnection(tx, connection, {
		state: "connected",
		identity,
		reachedAt,
		connectedAt: connection.connectedAt ?? shopClock,
		disconnectedAt: null,
		disconnectedBy: null,
		nextPullAt: tx.now,
		// What changed or was deleted meanwhile shows in a comparison only; the first reading is one by itself.
		nextCompareAt: again ? tx.now : new Date(tx.now.getTime() + (24 * 60 * 60 * 1000) / comparisonsPerDay),
	});
	await found(tx, connection.id, "shop", []);
	await remember(tx, connection.id, again ? "connected-again" : "connected", { by: "machine" });
	await watchWebhooks(tx, [connection.id]);
	await requestAssignment(tx);
}

async function refuse(
	tx: MerchantTransaction,
	connection: StoredConnection,
	answer: Answer & ("refused" | "otherShop"),
	why: ConnectionProblem,
): Promise<void> {
	await found(tx, connection.id, "check", [why]);
	const state = afterAnswer(connection.state, answer);
	if (state === connection.state) return;
	await changeConnection(tx, connection, { state, nextPullAt: null, nextCompareAt: null });
	await dropReading(tx, connection.id);
}

/**
 * One shop is one connection: another one of the merchant that is this shop and not disconnected. The merchant's row is
 * locked, so that two shops checked at once do not both pass.
 */
async function twinOf(
	tx: MerchantTransaction,
	{ id, plugin }: Pick<StoredConnection, "id" | "plugin">,
	identity: string,
): Promise<{ readonly name: string } | null> {
	await tx.query(`SELECT FROM merchants WHERE id = $1::uuid FOR NO KEY UPDATE`, tx.merchantId);
	return tx.model.connection.findFirst({
		where: { merchantId: tx.merchantId, plugin, identity, id: { not: id }, state: { not: "disconnected" } },
		select: { name: true },
	});
}

function connectedAlready({ name }: { readonly name: string }): ConnectionProblem {
	return {
		code: "SHOP_CONNECTED_ALREADY",
		text: {
			de: `Dieser Shop ist bereits als „${name}“ angelegt. Bitte jenen verwenden, oder zuerst trennen.`,
			en: `This shop exists already as "${name}". Please use that one, or disconnect it first.`,
		},
	};
}

/** @throws ProblemError 409 that names the shop's other connection. */
export async function assertNoTwin(
	tx: MerchantTransaction,
	connection: StoredConnection,
	identity: string,
): Promise<void> {
	const twin = await twinOf(tx, connection, identity);
	if (twin !== null) throw problem("CONFLICT", { forMerchant: connectedAlready(twin).text });
}

/** Orders of two shops under one name would be mixed for good. */
const OTHER_SHOP: ConnectionProblem = {
	code: "OTHER_SHOP",
	text: {
		de: "Unter dieser Adresse antwortet ein anderer Shop als bisher. Bitte Adresse und Zugangsdaten prüfen; ein anderer Shop wird neu angelegt.",
		en: "Another shop than before answers at this address. Please check address and credentials; another shop is added as a new one.",
	},
};
