import type { MerchantTransaction } from "../../db/database.ts";
import { ask } from "../questions.ts";
import { compareDays, type DeliveredEntry, windowsOf } from "./compare-days.ts";
import { announceAgain } from "./pending.ts";
import { settlePlainDays } from "./plain-days.ts";
import type { Delivery } from "./read-file.ts";
import { regroup } from "./regroup.ts";
import { splitBatches } from "./split-batches.ts";
import { note, storeBooked, storeCreated, type Target } from "./store-postings.ts";
import { rememberKeys, rememberSpans, storedSpans } from "./stored-entries.ts";

export interface StoredDelivery {
	created: number;
	known: number;
	booked: number;
	held: number;
	keptWhole: number;
	readonly asked: string[];
}

/** Stores what of a delivery in the staging is new: most days in one go, those in question some thousand entries at a time. */
export async function storeDelivery(
	tx: MerchantTransaction,
	target: Target,
	delivery: Delivery,
): Promise<StoredDelivery> {
	const { accountId, importId } = target;
	await takeBackReferences(tx, delivery);
	const stored = await storedSpans(tx, accountId, delivery.spans);
	const { known, others } = await settlePlainDays(tx, accountId, delivery, stored);
	const sum: StoredDelivery = { ...(await storeCreated(tx, target)), known, booked: 0, keptWhole: 0, asked: [] };
	for (const days of windowsOf(others)) {
		const found = await compareDays(tx, accountId, delivery, days, stored);
		await note(tx, found.create);
		sum.booked += await storeBooked(tx, target, found.booked);
		await regroup(tx, accountId, found.regrouped);
		const { kept } = await splitBatches(tx, accountId, [...found.known, ...found.booked]);
		await rememberKeys(tx, accountId, found.known);
		await announceAgain(tx, accountId, found.known);
		const { created, held } = await storeCreated(tx, target);
		sum.created += created;
		sum.held += held;
		sum.keptWhole += kept;
		sum.known += partsOf(found.known) + partsOf(found.regrouped.flatMap(({ entries }) => entries));
		sum.asked.push(...(await ask(tx, target, found.ask)));
	}
	await rememberSpans(tx, accountId, importId, delivery.spans);
	return sum;
}

function partsOf(found: readonly { readonly entry: DeliveredEntry }[]): number {
	return found.reduce((count, { entry }) => count + entry.parts, 0);
}

/** A reference that the bank repeats within a delivery says nothing at that bank, and in some formats it never does. */
async function takeBackReferences(tx: MerchantTransaction, { statements, references }: Delivery): Promise<void> {
	await tx.execute(
		`UPDATE delivered SET strong_id = NULL
		  WHERE statement = ANY ($1) AND reference IS NOT NULL AND (NOT $2::boolean OR reference IN (
		        SELECT reference FROM delivered WHERE statement = ANY ($1) AND reference IS NOT NULL
		         GROUP BY reference HAVING count(*) > 1))`,
		statements,
		references,
	);
}
