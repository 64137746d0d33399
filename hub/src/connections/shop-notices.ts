import { hash } from "node:crypto";
import type { ShopNotice } from "@kontor/connector";
import { problem, type reportShop } from "@kontor/protocol";
import type * as z from "zod";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import { eraseOrders } from "../orders/erasing/erase-orders.ts";
import { ordersByRef, ordersOfCustomer, ordersOfShop } from "../orders/erasing/orders-to-erase.ts";
import { causeOfProblem } from "./connection-problems.ts";
import { hashOfShop } from "./from-shop/codes.ts";
import { lockConnection, type StoredConnection } from "./stored-connection.ts";
import { uninstalled } from "./wishes.ts";

type NoticeOf<K extends ShopNotice["kind"]> = Extract<ShopNotice, { kind: K }>;
type Take<K extends ShopNotice["kind"]> = (
	tx: MerchantTransaction,
	connection: StoredConnection,
	notice: NoticeOf<K>,
) => Promise<void>;

/** What follows from what a shop says about itself. Each finds done what it had done before. */
const TAKE: { readonly [K in ShopNotice["kind"]]: Take<K> } = {
	async uninstalled(tx, connection, { dataKept }) {
		if (connection.state === "disconnected") return;
		await uninstalled(tx, connection, { by: "shop", dataKept });
		await notify(tx, [uninstalledInShop(connection)]);
		if (!dataKept) await eraseShop(tx, connection);
	},
	async "erase-shop"(tx, connection) {
		// It was installed again meanwhile: what the platform says is about the installation before.
		if (connection.state !== "disconnected") await remember(tx, connection.id, "removal-refused", { by: "shop" });
		else await eraseShop(tx, connection);
	},
	async "erase-customer"(tx, connection, { orders: refs }) {
		await eraseCustomer(tx, connection, await ordersByRef(tx, connection.id, refs));
	},
	async "erase-account"(tx, connection, { numbers }) {
		await eraseCustomer(tx, connection, await ordersOfCustomer(tx, connection.id, numbers));
	},
	async "customer-data-requested"(tx, connection, { orders: refs }) {
		const orders = await ordersByRef(tx, connection.id, refs);
		await notify(tx, [
			dataRequested(
				connection,
				refs,
				orders.map(({ number }) => number),
			),
		]);
		await remember(tx, connection.id, "data-requested", { by: "shop", orders: orders.length });
	},
	async "other-address"(tx, connection, { url }) {
		const notice = clonedShop(connection, url);
		if (!(await wasToldLately(tx, notice.causeKey))) await notify(tx, [notice]);
	},
};

/** What a shop says about itself or its customers, by its webhook. The same again changes nothing. */
export async function takeNotices(
	tx: MerchantTransaction,
	connectionId: string,
	notices: readonly ShopNotice[],
): Promise<void> {
	for (const notice of notices) {
		const take = TAKE[notice.kind] as Take<ShopNotice["kind"]>;
		await take(tx, await lockConnection(tx, connectionId), notice);
	}
}

/** What a platform says of a shop, whoever's it is: every connection of it that this host serves, or served. */
export async function takeShopNotices(
	hub: Hub,
	caller: HostCaller,
	{ plugin, identity, notices }: z.infer<typeof reportShop.body>,
): Promise<void> {
	if (!caller.plugins.includes(plugin)) throw problem("NOT_ALLOWED", { detail: `this key is not bound to ${plugin}` });
	const identityHash = hashOfShop(plugin, identity);
	const { rows } = await hub.db.pool.query<{ merchant_id: string; connection_id: string }>(
		`SELECT merchant_id, connection_id FROM hosted_connections
		  WHERE identity_hash = $1 AND plugin = $2 AND host_id = $3
		    AND (cardinality($4::uuid[]) = 0 OR connection_id = ANY($4))`,
		[identityHash, plugin, caller.hostId, caller.connections],
	);
	for (const { merchant_id, connection_id } of rows) {
		await hub.db.merchant(merchant_id, "report-shop", (tx) => takeNotices(tx, connection_id, notices));
	}
	if (notices.some(({ kind }) => kind === "erase-shop" || kind === "uninstalled")) {
		await hub.db.global("drop-unclaimed", (tx) =>
			tx.execute(
				`DELETE FROM shop_installations WHERE plugin = $1 AND host_id = $2::uuid AND identity_hash = $3 AND merchant_id IS NULL`,
				plugin,
				caller.hostId,
				identityHash,
			),
		);
	}
}

async function eraseCustomer(
	tx: MerchantTransaction,
	{ id }: StoredConnection,
	orders: readonly { readonly id: string }[],
): Promise<void> {
	const erased = await eraseOrders(tx, orders, { by: "customer" });
	if (erased > 0) await remember(tx, id, "personal-data-removed", { by: "shop", orders: erased });
}

async function eraseShop(tx: MerchantTransaction, connection: StoredConnection): Promise<void> {
	const erased = await eraseOrders(tx, await ordersOfShop(tx, connection.id), { by: "shop" });
	await remember(tx, connection.id, "personal-data-removed", { by: "shop", orders: erased });
}

function uninstalledInShop({ id, name }: StoredConnection): Notice {
	return {
		code: "UNINSTALLED_IN_SHOP",
		causeKey: causeOfProblem(id, "shop", "UNINSTALLED_IN_SHOP"),
		text: {
			de: `Kontor wurde im Shop „${name}“ deinstalliert: Es wird nichts mehr gelesen und geschrieben. War das nicht gewollt, Kontor dort neu installieren; alles geht dann weiter wie bisher.`,
			en: `Kontor was uninstalled in the shop "${name}": nothing is read or written any more. If that was not intended, install Kontor there again; everything then goes on as before.`,
		},
		about: { connection: id },
	};
}

function dataRequested({ id, name }: StoredConnection, refs: readonly string[], numbers: readonly string[]): Notice {
	const list = numbers.join(", ");
	return {
		code: "CUSTOMER_DATA_REQUESTED",
		causeKey: `data-requested:${id}:${hash("sha256", [...refs].sort().join(" "), "hex").slice(0, 16)}`,
		text:
			numbers.length === 0
				? {
						de: `Ein Kunde des Shops „${name}“ hat Auskunft über seine Daten verlangt. Kontor hat keine seiner Bestellungen.`,
						en: `A customer of the shop "${name}" asked for his data. Kontor has none of his orders.`,
					}
				: {
						de: `Ein Kunde des Shops „${name}“ hat Auskunft über seine Daten verlangt. Was Kontor von ihm hat, steht in: ${list}. Bitte binnen 30 Tagen antworten.`,
						en: `A customer of the shop "${name}" asked for his data. What Kontor has of him is in: ${list}. Please answer within 30 days.`,
					},
		about: { connection: id },
	};
}

/** PRODUCT A12. One for each address. */
function clonedShop({ id, name }: StoredConnection, url: string): Notice {
	return {
		code: "CLONED_SHOP",
		causeKey: `${causeOfProblem(id, "clone", "CLONED_SHOP")}:${url}`,
		text: {
			de: `Unter ${url} läuft eine Kopie des Shops „${name}“ mit dessen Zugang zu Kontor. Was sie meldet, wird nicht angenommen. Bitte die Kontor-Erweiterung in der Kopie entfernen; ist der Shop umgezogen, hier seine neue Adresse eintragen.`,
			en: `A copy of the shop "${name}" runs at ${url} with its access to Kontor. What it reports is not accepted. Please remove Kontor's extension from the copy; if the shop has moved, enter its new address here.`,
		},
		about: { connection: id },
	};
}

const LATELY_MS = 30 * 24 * 60 * 60 * 1000;

/** A copy reports again and again: what the merchant has marked as done is not told anew with each message. */
async function wasToldLately(tx: MerchantTransaction, causeKey: string): Promise<boolean> {
	const rows = await tx.query(
		`SELECT FROM notifications WHERE merchant_id = $1::uuid AND cause_key = $2 AND created_at > $3 LIMIT 1`,
		tx.merchantId,
		causeKey,
		new Date(tx.now.getTime() - LATELY_MS),
	);
	return rows.length > 0;
}
