import { call, createAccount, createMerchant, createMerchantKey } from "@kontor/protocol";
import type { Command } from "commander";
import { dayIn, type Language } from "../language.ts";
import { bold, dim, good } from "../terminal/style.ts";
import { asMerchant, type HubOptions, merchantAccess, operatorAccess } from "./hub-access.ts";

/** `kontor merchant add`, `kontor account add`. */
export function addMerchantCommands(program: Command, language: Language): void {
	const german = language === "de";
	program
		.command("merchant")
		.summary(german ? "Händler anlegen (Betreiber)" : "add a merchant (operator)")
		.command("add")
		.argument("<name>", german ? "Name des Händlers" : "the merchant's name")
		.option("--hub <url>", german ? "Adresse des Hubs" : "the hub's address")
		.option(
			"--home <folder>",
			german
				? "KONTOR_HOME des Hubs, wo der Schlüssel des Betreibers liegt"
				: "the hub's KONTOR_HOME, where the operator's key is",
		)
		.action((name: string, options: HubOptions) => addMerchant(name, options, language));

	asMerchant(
		program
			.command("account")
			.summary(german ? "Bankkonto anlegen" : "add a bank account")
			.command("add"),
		language,
	)
		.argument(
			"<number>",
			german ? "IBAN, oder wie die Bank das Konto nennt" : "IBAN, or what the bank calls the account",
		)
		.option("--name <name>", "Name")
		.option(
			"--from <day>",
			german
				? "Buchungen ab diesem Tag zuordnen (sonst ab heute)"
				: "assign postings from this day on (else from today)",
		)
		.action((number: string, options: HubOptions & { name?: string; from?: string }) =>
			addAccount(number, options, language),
		);
}

async function addMerchant(name: string, options: HubOptions, language: Language): Promise<void> {
	const operator = await operatorAccess(options, language);
	const { id } = await call(operator, createMerchant, { body: { name, language } });
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "kontor merchant add", scopes: ["read", "write"] },
	});
	console.log(`${good("✓")} ${bold(name)}  ${dim(id)}`);
	console.log(
		language === "de"
			? "API-Schlüssel, der nur jetzt gezeigt wird; so benutzen ihn die anderen Befehle:"
			: "API key, shown only this once; this is how the other commands use it:",
	);
	console.log(`export KONTOR_KEY=${key}`);
}

async function addAccount(
	number: string,
	{ name, from, ...options }: HubOptions & { name?: string; from?: string },
	language: Language,
): Promise<void> {
	const account = await call(merchantAccess(options, language), createAccount, {
		body: {
			number: number.replace(/\s/g, ""),
			name: name ?? number,
			...(from === undefined ? {} : { assignFrom: from }),
		},
	});
	const since = dayIn(account.assignFrom, language);
	console.log(`${good("✓")} ${bold(account.name)}  ${account.number}  ${dim(account.id)}`);
	console.log(
		language === "de" ? `Zugeordnet werden Buchungen ab ${since}.` : `Postings from ${since} on are assigned.`,
	);
}
