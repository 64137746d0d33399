import type { SetUp } from "../feed.ts";
import { accountsOf } from "./accounts.ts";
import { type BankKeys, confirmBankKeys, fetchBankKeys } from "./bank-keys.ts";
import { fault } from "./fault.ts";
import { openKeys } from "./keys.ts";
import { initialisationLetter } from "./letter.ts";
import { type EbicsMemory, storeBankKey } from "./memory.ts";
import { newMemory, sendOwnKeys } from "./own-keys.ts";
import { versionsRequest } from "./requests.ts";
import { readVersions } from "./responses.ts";
import { RefusedByBank, WRONG_STATE } from "./return-codes.ts";
import { type EbicsContext, openSession, readMemory, subscriberOf, transportOf } from "./session.ts";
import { post } from "./transport.ts";

/**
 * First call: makes the keys, sends them, gives the letter. Later calls: asks for the bank's keys until the bank has
 * enabled the subscriber, confirms them, lists the accounts. Every step is remembered before the next begins.
 */
export async function setUp(context: EbicsContext): Promise<SetUp> {
	const known = readMemory(context);
	if (known?.ini !== "sent" || known.hia !== "sent") {
		const started = known ?? (await begin(context));
		return waiting(context, await sendOwnKeys(context, started));
	}
	if (known.bank !== undefined && !known.bank.outdated) return ready(context, known);

	let keys: BankKeys;
	try {
		keys = await fetchBankKeys(context, openKeys(known.keys));
	} catch (error) {
		if (error instanceof RefusedByBank && error.code === WRONG_STATE) return waiting(context, known);
		throw error;
	}
	await confirmBankKeys(context, keys);
	const bank = {
		authentication: storeBankKey(keys.authentication),
		encryption: storeBankKey(keys.encryption),
		digest: keys.authentication.certificate && keys.encryption.certificate ? "certificate" : "public-key",
		outdated: false,
	} as const;
	const confirmed: EbicsMemory = { ...known, bank };
	await context.remember(confirmed);
	return ready(context, confirmed);
}

/** Nothing is sent to a host that does not speak our version, or does not know itself by that name. */
async function begin(context: EbicsContext): Promise<EbicsMemory> {
	const { config } = context;
	const versions = readVersions(await post(transportOf(context), versionsRequest(subscriberOf(config).hostId)));
	if (!versions.includes("H005"))
		throw fault("needs-merchant", `host offers ${versions.join(", ").slice(0, 60)} only`, {
			de: "Diese EBICS-URL bietet EBICS 3.0 nicht an. Bitte fragen Sie Ihre Bank nach der richtigen.",
			en: "This EBICS URL does not offer EBICS 3.0. Please ask your bank for the right one.",
		});
	const memory = await newMemory(context);
	await context.remember(memory);
	return memory;
}

async function waiting(context: EbicsContext, memory: EbicsMemory): Promise<SetUp> {
	return {
		state: "waiting",
		text: {
			de: "Drucken Sie den Initialisierungsbrief aus, unterschreiben Sie ihn und senden Sie ihn an Ihre Bank. Wenn die Bank den Teilnehmer freigeschaltet hat, geht es hier weiter.",
			en: "Print the initialisation letter, sign it and send it to your bank. When the bank has enabled the user, go on here.",
		},
		letter: await initialisationLetter({
			subscriber: subscriberOf(context.config),
			bankName: context.config.bankName,
			language: context.config.letterLanguage,
			signatureVersion: context.config.signatureVersion,
			keys: openKeys(memory.keys),
			sentAt: new Date(memory.since),
		}),
	};
}

async function ready(context: EbicsContext, memory: EbicsMemory): Promise<SetUp> {
	const session = openSession({ ...context, memory });
	return { state: "ready", accounts: await accountsOf(session, context.config) };
}
