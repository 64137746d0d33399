import { type Account, type ClientOptions, call, createAccount, listAccounts, patchAccount } from "@kontor/protocol";
import { dayIn, type Language } from "../language.ts";
import { bold, dim, good } from "../terminal/style.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";

/** What may be said of an account besides its number. */
export interface AccountDetails {
	readonly name?: string;
	readonly payee?: string;
	readonly bic?: string;
	readonly lagDays?: number;
}

/** `kontor account add`. */
export async function addAccount(
	number: string,
	{ from, ...options }: HubOptions & AccountDetails & { readonly from?: string },
	language: Language,
): Promise<void> {
	const account = await call(merchantAccess(options, language), createAccount, {
		body: {
			name: number,
			...detailsOf(options),
			number: number.replace(/\s/g, ""),
			...(from === undefined ? {} : { assignFrom: from }),
		},
	});
	const since = dayIn(account.assignFrom, language);
	console.log(lineOf(account));
	console.log(
		language === "de" ? `Zugeordnet werden Buchungen ab ${since}.` : `Postings from ${since} on are assigned.`,
	);
}

/** `kontor account set`. An empty `--payee` or `--bic` takes it away. */
export async function setAccount(
	wanted: string,
	options: HubOptions & AccountDetails,
	language: Language,
): Promise<void> {
	const hub = merchantAccess(options, language);
	const { id } = await accountOf(hub, wanted, language);
	const changed = await call(hub, patchAccount, { params: { account: id }, body: detailsOf(options) });
	console.log(lineOf(changed));
}

/** `kontor account list`. */
export async function showAccounts(options: HubOptions & { readonly json?: true }, language: Language): Promise<void> {
	const { items } = await call(merchantAccess(options, language), listAccounts, {});
	if (options.json) return console.log(JSON.stringify(items, null, 2));
	for (const account of items) {
		const { newestStatement, newestBookingDay } = account.freshness;
		const until = newestStatement?.to ?? newestBookingDay;
		const reach = until === null ? "–" : dayIn(until, language);
		console.log(`${lineOf(account)}  ${language === "de" ? "bis" : "until"} ${reach}`);
	}
}

/** By its id or number. @throws Error that names those that there are */
export async function accountOf(hub: ClientOptions, wanted: string, language: Language): Promise<Account> {
	const { items } = await call(hub, listAccounts, {});
	const compact = wanted.replace(/\s/g, "").toUpperCase();
	const account = items.find(({ id, number }) => id === wanted || number.replace(/\s/g, "").toUpperCase() === compact);
	if (account !== undefined) return account;
	const known = items.map(({ number, name }) => `${number} (${name})`).join(", ") || "–";
	throw new Error(
		language === "de"
			? `Das Konto ${wanted} gibt es nicht. Vorhanden: ${known}. „kontor account add“ legt eines an.`
			: `There is no account ${wanted}. There are: ${known}. "kontor account add" adds one.`,
	);
}

function detailsOf({ name, payee, bic, lagDays }: AccountDetails) {
	return {
		...(name !== undefined && { name }),
		...(payee !== undefined && { payeeName: payee === "" ? null : payee }),
		...(bic !== undefined && { bic: bic === "" ? null : bic }),
		...(lagDays !== undefined && { lagDays }),
	};
}

function lineOf({ id, name, number, payeeName, bic, lagDays }: Account): string {
	const details = [number, payeeName, bic, `${lagDays} d`].filter((part) => part !== null).join("  ");
	return `${good("✓")} ${bold(name)}  ${details}  ${dim(id)}`;
}
