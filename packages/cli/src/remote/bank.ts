import { readFile, writeFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import {
	type BankAccess,
	type ClientOptions,
	call,
	createBankAccess,
	fetchBankAccess,
	getBankLetter,
	listBankAccesses,
	setUpBankAccess,
} from "@kontor/protocol";
import { inLanguage, type Language } from "../language.ts";
import { table } from "../terminal/table.ts";
import { followAccess, standing } from "./follow-access.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";

/** `kontor bank list`. */
export async function listAccesses(options: HubOptions & { json?: true }, language: Language): Promise<void> {
	const t = inLanguage(language);
	const { items } = await call(merchantAccess(options, language), listBankAccesses, {});
	if (options.json) console.log(JSON.stringify(items, null, 2));
	else if (items.length === 0) console.log(t("Es gibt keine Bankzugänge.", "There are no accesses to banks."));
	else {
		const columns = [
			{ title: t("Zugang", "Access"), most: 36 },
			{ title: t("Konten", "Accounts"), most: 34 },
			{ title: t("Stand", "Standing"), flexible: true },
		];
		console.log(
			table(
				columns,
				items.map((access) => row(access, language)),
				{ spaced: true },
			),
		);
	}
}

/** `kontor bank add`: what the bank asks meanwhile is asked here. */
export async function addAccess(
	feed: string,
	options: HubOptions & { name?: string; set: readonly string[]; secrets?: string },
	language: Language,
): Promise<void> {
	const hub = merchantAccess(options, language);
	const body = {
		feed,
		name: options.name ?? feed,
		config: Object.fromEntries(options.set.map((field) => fieldOf(field, language))),
		secrets: options.secrets === undefined ? {} : await secretsIn(options.secrets, language),
	};
	await followAccess(hub, await call(hub, createBankAccess, { body }), language);
}

/** `kontor bank set-up`. */
export async function setUpAccess(wanted: string, options: HubOptions, language: Language): Promise<void> {
	const hub = merchantAccess(options, language);
	const params = { access: (await accessOf(hub, wanted, language)).id };
	await followAccess(hub, await call(hub, setUpBankAccess, { params }), language);
}

/** `kontor bank fetch`. */
export async function fetchAccess(wanted: string, options: HubOptions, language: Language): Promise<void> {
	const hub = merchantAccess(options, language);
	const params = { access: (await accessOf(hub, wanted, language)).id };
	await followAccess(hub, await call(hub, fetchBankAccess, { params }), language);
}

/** `kontor bank letter`. */
export async function saveLetter(wanted: string, file: string, options: HubOptions, language: Language): Promise<void> {
	const hub = merchantAccess(options, language);
	const { id } = await accessOf(hub, wanted, language);
	await writeFile(file, await call(hub, getBankLetter, { params: { access: id } }));
	console.log(file);
}

async function accessOf(hub: ClientOptions, wanted: string, language: Language): Promise<BankAccess> {
	const { items } = await call(hub, listBankAccesses, {});
	const found = items.filter(({ id, name }) => id === wanted || name === wanted);
	const [access] = found;
	if (access !== undefined && found.length === 1) return access;
	const known = items.map(({ name, id }) => `${name} (${id})`).join(", ") || "–";
	throw new Error(
		language === "de"
			? `Den Bankzugang ${wanted} gibt es nicht genau einmal. Vorhanden: ${known}.`
			: `There is not exactly one access ${wanted}. There are: ${known}.`,
	);
}

function row(access: BankAccess, language: Language): string[] {
	const accounts = access.accounts.map(
		({ iban, feedAccount, account }) => `${account === null ? "–" : "✓"} ${iban ?? feedAccount}`,
	);
	return [`${access.name}\n${access.feed}\n${access.id}`, accounts.join("\n"), standing(access, language)];
}

function fieldOf(field: string, language: Language): [string, string] {
	const [, name, value] = /^([^=]+)=(.*)$/s.exec(field) ?? [];
	if (name !== undefined && value !== undefined) return [name, value];
	throw new Error(
		language === "de" ? `Erwartet wurde feld=wert, nicht ${field}.` : `Expected field=value, got ${field}.`,
	);
}

async function secretsIn(file: string, language: Language): Promise<Record<string, unknown>> {
	const json = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
	try {
		const read: unknown = JSON.parse(json);
		if (typeof read === "object" && read !== null) return { ...read };
	} catch {
		// Said below, without repeating what is secret.
	}
	throw new Error(language === "de" ? `${file} enthält kein JSON-Objekt.` : `${file} holds no JSON object.`);
}
