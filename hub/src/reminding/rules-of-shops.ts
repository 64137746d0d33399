import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { sendsLetters } from "../letters/sending-service.ts";
import { sendsMessages } from "../messages/mail-server.ts";
import { type RulesOfScheduling, rulesOfScheduling } from "./rules-of-scheduling.ts";

/** What holds for all orders of a merchant in one look at them. */
export interface RulesOfShops extends RulesOfScheduling {
	/** Somebody sends e-mails for the merchant. */
	readonly sends: boolean;
	/** Somebody sends letters for the merchant. */
	readonly sendsLetters: boolean;
}

/** Reads everything but the orders themselves, once for many of them. */
export async function rulesOfShops(hub: Hub, tx: MerchantTransaction): Promise<RulesOfShops> {
	const rules = await rulesOfScheduling(tx);
	return { ...rules, sends: await sendsMessages(hub, tx), sendsLetters: await sendsLetters(hub, tx) };
}
