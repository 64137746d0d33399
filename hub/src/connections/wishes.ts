import { problem } from "@kontor/protocol";
import { type ChangeCause, remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { askCheck, assertNoTwin } from "./check.ts";
import { withdrawAll } from "./connection-problems.ts";
import { beginConsent } from "./consent.ts";
import { manifestOf } from "./plugins.ts";
import { relaunchTo } from "./relaunch/stored-relaunch.ts";
import { dropReading } from "./requests.ts";
import { afterWish, type Wish } from "./states.ts";
import { type ConnectionChange, changeConnection, lockConnection, type StoredConnection } from "./stored-connection.ts";

/** Looks again, and reads the shop's payment methods and statuses again (PRODUCT A3). */
export async function check(tx: MerchantTransaction, id: string): Promise<StoredConnection> {
	return lookAt(tx, await lockConnection(tx, id), { connect: false });
}

/**
 * From now on orders are read and written: once a fresh check has passed, since T is the shop's clock (PRODUCT A7). A
 * shop whose mapping was never shown is only checked.
 */
export async function connect(tx: MerchantTransaction, id: string): Promise<StoredConnection> {
	const connection = await lockConnection(tx, id);
	if (connection.state === "connected") return connection;
	await assertImported(tx, id);
	return lookAt(tx, connection, { connect: true });
}

/** The same from the shop's admin. What its merchant ended in Kontor, he begins again there and nowhere else (PRODUCT A8). */
export async function connectFromShop(tx: MerchantTransaction, id: string): Promise<StoredConnection> {
	assertNotEndedInKontor(await lockConnection(tx, id));
	return connect(tx, id);
}

function assertNotEndedInKontor({ state, disconnectedBy }: StoredConnection): void {
	if (state !== "disconnected" || disconnectedBy === "shop") return;
	throw problem("CONFLICT", {
		detail: "the merchant disconnected it in Kontor",
		forMerchant: {
			de: "Dieser Shop wurde in Kontor getrennt: Nur dort kann er wieder verbunden werden.",
			en: "This shop was disconnected in Kontor: only there it can be connected again.",
		},
	});
}

/** A shop that orders are imported into is connected when that is finished: what comes later counts as new (PRODUCT A9). */
async function assertImported(tx: MerchantTransaction, id: string): Promise<void> {
	const relaunch = await relaunchTo(tx, id);
	const { imported } = relaunch?.answers ?? { imported: "none" };
	if (imported === "none" || imported === "finished") return;
	throw problem("CONFLICT", {
		detail: "orders are imported, or it is not said whether they are",
		forMerchant: {
			de: "Der Shop wird umgestellt: Bitte zuerst bei der Umstellung angeben, ob Bestellungen übernommen werden und ob das fertig ist.",
			en: "The shop is being relaunched: please say there first whether orders are imported, and whether that is finished.",
		},
	});
}

/** Has the shop checked; without credentials its consent page comes first. @throws ProblemError 409 where it cannot be now. */
export async function lookAt(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ connect }: { readonly connect: boolean },
): Promise<StoredConnection> {
	if (connection.secrets === null) {
		const state = wished(connection, "authorize");
		await beginConsent(tx, connection, null);
		return changeConnection(tx, connection, { state, authorizeUrl: null });
	}
	const state = wished(connection, connect ? "connect" : "check");
	if (connection.identity !== null) await assertNoTwin(tx, connection, connection.identity);
	await askCheck(tx, connection.id, { connect: connect && connection.description !== null });
	return state === connection.state ? connection : changeConnection(tx, connection, { state });
}

/**
 * Nothing is read or written any more; T, orders and states stay for the day it is connected again (PRODUCT A8): from the shop's
 * side, too, where it was ended there, and the merchant has not ended it in Kontor since.
 */
export async function disconnect(
	tx: MerchantTransaction,
	id: string,
	cause: ChangeCause,
	{ fromShop = false }: { readonly fromShop?: boolean } = {},
): Promise<StoredConnection> {
	const connection = await lockConnection(tx, id);
	if (connection.state === "disconnected") {
		if (fromShop || connection.disconnectedBy !== "shop") return connection;
		await remember(tx, id, "disconnected", cause);
		return changeConnection(tx, connection, { disconnectedBy: "merchant" });
	}
	return end(tx, connection, cause, fromShop ? { disconnectedBy: "shop" } : {});
}

/** Kontor was removed in the shop: the same, and its credentials are void. */
export async function uninstalled(
	tx: MerchantTransaction,
	connection: StoredConnection,
	cause: ChangeCause,
): Promise<StoredConnection> {
	return end(tx, connection, cause, { secrets: null, secretsVersion: { increment: 1 }, refreshBefore: null });
}

async function end(
	tx: MerchantTransaction,
	connection: StoredConnection,
	cause: ChangeCause,
	change: ConnectionChange = {},
): Promise<StoredConnection> {
	await dropReading(tx, connection.id);
	await withdrawAll(tx, connection.id);
	await remember(tx, connection.id, cause.by === "shop" ? "uninstalled" : "disconnected", cause);
	return changeConnection(tx, connection, {
		state: wished(connection, "disconnect"),
		disconnectedAt: tx.now,
		disconnectedBy: cause.by === "shop" ? "shop" : "merchant",
		nextPullAt: null,
		nextCompareAt: null,
		authorizeUrl: null,
		...change,
	});
}

/**
 * Begins at the shop's consent page again: permissions that are missing, or credentials that were lost. What works goes on
 * working until the new ones come. From the shop's admin only where it may be connected from there.
 * @throws ProblemError 409 for a kind without a consent page
 */
export async function consentAgain(
	tx: MerchantTransaction,
	id: string,
	returnUrl: string | null,
	{ fromShop }: { readonly fromShop: boolean },
): Promise<StoredConnection> {
	const connection = await lockConnection(tx, id);
	if (fromShop) assertNotEndedInKontor(connection);
	const { capabilities } = await manifestOf(tx, connection.plugin);
	if (!capabilities.connect) throw problem("CONFLICT", { detail: "this kind of shop has no consent page" });
	const state = wished(connection, "authorize");
	await beginConsent(tx, connection, returnUrl);
	return changeConnection(tx, connection, { state, authorizeUrl: null });
}

/** Compares all open orders with the shop now (PRODUCT B4). */
export async function compareNow(tx: MerchantTransaction, id: string): Promise<StoredConnection> {
	const connection = await lockConnection(tx, id);
	if (connection.state !== "connected") throw notNow(connection);
	return changeConnection(tx, connection, { nextCompareAt: tx.now });
}

function wished(connection: StoredConnection, wish: Wish) {
	const state = afterWish(connection.state, wish);
	if (state === null) throw notNow(connection);
	return state;
}

function notNow({ state }: StoredConnection) {
	return problem("CONFLICT", { detail: `the connection is ${state}` });
}
