import { isDeepStrictEqual } from "node:util";
import type { Day, Instant } from "@kontor/connector";
import { type FeedAccount, FeedError, type Payload, type SetUp } from "../feed.ts";
import { type Access, type FintsContext, type FintsOptions, openAccess } from "./access.ts";
import { findAccount, readableAccounts } from "./accounts.ts";
import { BankDialog } from "./dialog.ts";
import { endsAccess, fault } from "./faults.ts";
import { asRefused, type Memory, wasRefused } from "./memory.ts";
import { statements } from "./statements.ts";
import { chooseMedium, chooseMethod } from "./tan-choice.ts";

/** @throws FeedError */
export async function setUp(context: FintsContext, options: FintsOptions): Promise<SetUp> {
	const { memory } = context;
	try {
		return await getToKnow(openAccess(context, options));
	} catch (error) {
		// Banks forget devices: then only a new one helps.
		const stale = memory !== undefined && error instanceof FeedError && error.fault === "unexpected-reply";
		if (!stale) throw error;
		return await getToKnow(openAccess({ ...context, memory: undefined }, options));
	}
}

/** Gets to know the bank, settles how the merchant approves, and lists his accounts. */
async function getToKnow(access: Access): Promise<SetUp> {
	if (access.memory.tanMethod === undefined) {
		// Which methods a user has, a bank says only to himself; this first dialog needs none.
		await (await signIn(access)).close();
		await remember(access, { ready: false });
	}
	await chooseMethod(access);
	access.bank.tanMediaName = access.context.config.tanMedium ?? access.memory.tanMedium;
	const dialog = await signIn(access);
	await dialog.close();
	await chooseMedium(access);
	await remember(access, { ready: true });
	const { approvedAt } = access;
	return { state: "ready", accounts: readableAccounts(access), consentEndsAt: approvedAt && exemptionEnds(approvedAt) };
}

/**
 * After an approval a bank may let the account be read without another for 180 days (RTS to PSD2, article 10). FinTS does not
 * say whether it does, nor since when; without an approval in this call nothing is known.
 */
function exemptionEnds(approvedAt: Date): Instant {
	const end = new Date(approvedAt);
	end.setUTCDate(end.getUTCDate() + 180);
	return end.toISOString();
}

export async function* fetchStatements(
	context: FintsContext,
	options: FintsOptions,
	account: FeedAccount,
	since: Day,
): AsyncGenerator<Payload> {
	const access = openAccess(context, options);
	const { bank, memory } = access;
	if (!memory.ready) throw notSetUp();
	if (wasRefused(memory, context.secrets.pin)) {
		throw fault("bad-credentials", "the bank has refused these credentials before, they were not sent again");
	}
	bank.tanMethodId = memory.tanMethod;
	bank.tanMediaName = memory.tanMedium;
	const dialog = await signIn(access);
	try {
		// The bank may have withdrawn the method, or have given more accounts, since.
		if (memory.tanMethod !== undefined && bank.selectedTanMethod === undefined) throw notSetUp();
		if (!isDeepStrictEqual(bank.bankingInformation, memory.bankingInformation)) await remember(access, { ready: true });
		yield* statements(access, dialog, findAccount(access, account.id), since);
	} finally {
		await dialog.close();
	}
}

async function signIn(access: Access): Promise<BankDialog> {
	try {
		return await BankDialog.open(access);
	} catch (error) {
		const { memory, context } = access;
		if (endsAccess(error)) await remember(access, { ready: memory.ready, refused: asRefused(context.secrets.pin) });
		throw error;
	}
}

async function remember({ bank, memory, context }: Access, how: Pick<Memory, "ready" | "refused">): Promise<void> {
	const { version, owner } = memory;
	const { bankingInformation, tanMethodId = memory.tanMethod, tanMediaName = memory.tanMedium } = bank;
	const chosen = { tanMethod: tanMethodId, tanMedium: tanMediaName };
	await context.remember(structuredClone({ version, owner, bankingInformation, ...chosen, ...how } satisfies Memory));
}

function notSetUp(): Error {
	return fault("needs-merchant", "the access is not set up, or its TAN method is gone", {
		forMerchant: {
			de: "Die Verbindung zur Bank ist noch nicht fertig eingerichtet. Bitte einrichten und dabei das TAN-Verfahren wählen.",
			en: "The connection to the bank is not set up yet. Please set it up and choose the TAN method.",
		},
	});
}
