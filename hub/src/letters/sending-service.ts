import { join } from "node:path";
import { LetterService as Config, type LetterServiceState, type putLetterService } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type CarrierKind, carrierState, hasOwnCarrier, ownCarrier, setCarrier } from "../messages/carriers.ts";
import type { LetterService } from "./letter-service.ts";
import { letterxpress } from "./letterxpress.ts";
import { callService } from "./letterxpress-call.ts";
import { OF_LETTERS } from "./notices.ts";
import { printFolder } from "./print-folder.ts";

const Secrets = z.object({ apiKey: z.string().optional() });

const KIND: CarrierKind<Config, z.infer<typeof Secrets>> = {
	table: "letter_services",
	notices: OF_LETTERS,
	place: "letter-service",
	config: Config,
	secrets: Secrets,
	isSame: (known, set) => known.url === set.url && known.user === set.user,
};

/** Whether anybody sends letters for the merchant. Without, none is written, and none piles up. */
export async function sendsLetters(hub: Hub, tx: MerchantTransaction): Promise<boolean> {
	return hub.letterFolder !== null || hasOwnCarrier(tx, KIND);
}

/** The merchant's own service, else the operator's print folder; null where there is neither. */
export async function sendingService(hub: Hub, tx: MerchantTransaction): Promise<LetterService | null> {
	const own = await ownCarrier(hub, tx, KIND);
	if (own === null) return hub.letterFolder === null ? null : printFolder(join(hub.letterFolder, tx.merchantId));
	const { config, secrets } = own;
	return letterxpress(config, callService(config, secrets.apiKey ?? "", hub.allowPrivateAddresses));
}

export async function setService(
	hub: Hub,
	tx: MerchantTransaction,
	{ service, secrets }: z.infer<typeof putLetterService.body>,
): Promise<LetterServiceState> {
	await setCarrier(hub, tx, KIND, { config: service, secrets });
	return serviceState(hub, tx);
}

export async function serviceState(hub: Hub, tx: MerchantTransaction): Promise<LetterServiceState> {
	const { config: service, ...state } = await carrierState(tx, KIND);
	return { service, sends: service !== null || hub.letterFolder !== null, ...state };
}
