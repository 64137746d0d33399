import { problem } from "@kontor/protocol";
import { causeOfProblem } from "../../connections/connection-problems.ts";
import { lockConnection } from "../../connections/stored-connection.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import { notify, withdraw } from "../../notifications/notify.ts";
import type { Creation } from "./decide.ts";
import type { ReadShop } from "./reading-shop.ts";

/** How many numbers a merchant is shown. */
const SHOWN = 5;

const causeOf = (connectionId: string) => causeOfProblem(connectionId, "numbers", "NUMBERS_REPEAT");

/**
 * New orders with numbers that an older shop of the merchant has: imported ones most likely, whose customers were asked for
 * their money already. Until the merchant has said what they are, nothing is sent for them (PRODUCT A9).
 */
export async function askAboutNumbers(
	tx: MerchantTransaction,
	{ id, connectedAt, numbersDiffer }: ReadShop,
	creations: readonly Creation[],
): Promise<void> {
	const asked = creations.filter(({ lifecycle }) => lifecycle !== "notManaged");
	if (asked.length === 0 || numbersDiffer || !(await hasOlderShop(tx, id, connectedAt))) return;
	const repeated = await tx.query<{ number: string }>(
		`UPDATE orders o SET repeats_number = 'asked'
		  WHERE o.merchant_id = $1::uuid AND o.connection_id = $2::uuid AND o.ref = ANY($3::text[])
		    AND EXISTS (SELECT FROM orders other JOIN connections c ON c.merchant_id = other.merchant_id AND c.id = other.connection_id
		                 WHERE other.merchant_id = o.merchant_id AND other.number = o.number AND other.connection_id <> o.connection_id
		                   AND c.connected_at < $4)
		 RETURNING o.number`,
		tx.merchantId,
		id,
		asked.map(({ delivered }) => delivered.ref),
		connectedAt,
	);
	if (repeated.length === 0) return;
	const numbers = repeated.slice(0, SHOWN).map(({ number }) => number);
	const list = `${numbers.join(", ")}${repeated.length > SHOWN ? ", …" : ""}`;
	await notify(tx, [
		{
			code: "NUMBERS_REPEAT",
			causeKey: causeOf(id),
			text: {
				de: `Bestellungen dieses Shops haben Nummern, die ein älterer Shop schon hat (${list}). Für sie wird nichts versendet, bis feststeht, ob sie übernommen wurden oder neue sind.`,
				en: `Orders of this shop have numbers that an older shop has already (${list}). Nothing is sent for them until it is clear whether they were imported or are new ones.`,
			},
			about: { connection: id },
		},
	]);
}

async function hasOlderShop(tx: MerchantTransaction, id: string, connectedAt: Date): Promise<boolean> {
	const rows = await tx.query(
		`SELECT FROM connections WHERE merchant_id = $1::uuid AND id <> $2::uuid AND connected_at < $3 LIMIT 1`,
		tx.merchantId,
		id,
		connectedAt,
	);
	return rows.length > 0;
}

/** The merchant says what they are. @returns the orders' refs. @throws ProblemError 409 where nothing is asked */
export async function answerNumbers(
	tx: MerchantTransaction,
	connectionId: string,
	are: "imported" | "different",
): Promise<string[]> {
	await lockConnection(tx, connectionId);
	const orders = await tx.query<{ ref: string }>(
		`UPDATE orders SET repeats_number = $3, version = version + 1
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND repeats_number = 'asked'
		 RETURNING ref`,
		tx.merchantId,
		connectionId,
		are === "imported" ? "imported" : null,
	);
	if (orders.length === 0) throw problem("CONFLICT", { detail: "no order of this shop is asked about" });
	if (are === "different") {
		await tx.execute(
			`UPDATE connections SET numbers_differ = true WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			connectionId,
		);
	}
	await withdraw(tx, [causeOf(connectionId)]);
	return orders.map(({ ref }) => ref);
}
