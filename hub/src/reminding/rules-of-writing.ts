import type { Day } from "@kontor/connector";
import {
	dayIn,
	effectiveSettings,
	type ReceivablesSettings,
	type SettingsOverride,
	SettingsOverride as StoredOverride,
} from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Account } from "../db/generated/client.ts";
import { paymentAccount } from "../postings/payment-account.ts";

/** A shop as far as its orders' schedules depend on it. */
interface AskingShop {
	readonly id: string;
	readonly name: string;
	readonly settings: ReceivablesSettings;
	readonly testSystem: boolean;
	readonly disconnected: boolean;
	readonly reachedAt: string | null;
}

/** What messages about a merchant's orders are written by. */
export interface RulesOfWriting {
	readonly timeZone: string;
	readonly country: string;
	readonly today: Day;
	/** Nothing ever leaves (PRODUCT L7). */
	readonly sandbox: boolean;
	shop(connection: string): AskingShop;
	settings(connection: string): ReceivablesSettings;
	/** The account that an order is to be paid to (PRODUCT C2); null where none is for it. */
	account(connection: string, country: string | undefined, currency: string): Account | null;
}

export async function rulesOfWriting(tx: MerchantTransaction): Promise<RulesOfWriting> {
	const { timeZone, country, sandbox } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const shops = await askingShops(tx);
	const accounts = await tx.model.account.findMany({
		where: { merchantId: tx.merchantId },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	function shop(connection: string): AskingShop {
		const found = shops.get(connection);
		if (found === undefined) throw new Error(`no connection ${connection}`);
		return found;
	}
	return {
		timeZone,
		country,
		today: dayIn(timeZone, tx.now),
		sandbox,
		shop,
		settings: (connection) => shop(connection).settings,
		account: (connection, billing = "", currency) =>
			paymentAccount(accounts, { connection, country: billing, currency }),
	};
}

async function askingShops(tx: MerchantTransaction): Promise<Map<string, AskingShop>> {
	const merchant = await merchantOverride(tx);
	const rows = await tx.model.connection.findMany({
		where: { merchantId: tx.merchantId },
		select: { id: true, name: true, state: true, testSystem: true, reachedAt: true, settings: true },
	});
	return new Map(
		rows.map(({ id, name, state, testSystem, reachedAt, settings }) => [
			id,
			{
				id,
				name,
				testSystem,
				settings: effectiveSettings(merchant, overrideIn(settings)),
				disconnected: state === "disconnected",
				reachedAt: reachedAt?.toISOString() ?? null,
			},
		]),
	);
}

/** What holds for the merchant where a shop sets nothing differently. */
export async function merchantSettings(tx: MerchantTransaction): Promise<ReceivablesSettings> {
	return effectiveSettings(await merchantOverride(tx));
}

/** What the merchant himself has set of the receivables' settings. */
export async function merchantOverride(tx: MerchantTransaction): Promise<SettingsOverride> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	return overrideIn(row?.body);
}

/** They stand beside the others, under a name of their own. */
export function overrideIn(body: unknown): SettingsOverride {
	const given = typeof body === "object" && body !== null && "receivables" in body ? body.receivables : {};
	return StoredOverride.parse(given);
}
