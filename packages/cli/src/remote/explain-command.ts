import type { Command } from "commander";
import { assignFiles } from "../assign/assign-files.ts";
import type { Language } from "../language.ts";
import { orderNames } from "../report/named-orders.ts";
import { postingTable } from "../report/posting-table.ts";
import { asMerchant, type HubOptions, merchantAccess } from "./hub-access.ts";

interface ExplainOptions extends HubOptions {
	readonly orders?: string;
	readonly currency: string;
}

/** `kontor explain`: a posting of a running hub by its id, or the n-th of a file (`statement.sta#3`) with its orders. */
export function addExplain(program: Command, language: Language): void {
	const german = language === "de";
	asMerchant(program.command("explain"), language)
		.summary(german ? "sagt, was aus einer Buchung wurde und warum" : "says what became of a posting, and why")
		.argument(
			"<posting>",
			german
				? "ihre Kennung im Hub, oder auszug.sta#3 mit --orders"
				: "its id in the hub, or statement.sta#3 with --orders",
		)
		.option("--orders <file>", german ? "Bestellungen, ohne Hub" : "orders, without a hub")
		.option("--currency <code>", german ? "Währung, wo keine genannt ist" : "currency where none is named", "EUR")
		.action(async (posting: string, { orders, currency, ...options }: ExplainOptions) => {
			if (orders === undefined) {
				const { explainPosting } = await import("./explain.ts");
				console.log(await explainPosting(merchantAccess(options, language), posting, language));
			} else console.log(await explainInFile(posting, orders, currency, language));
		});
}

/** The other postings of the file are decided, too: an earlier one may have paid the order already. */
async function explainInFile(
	posting: string,
	orderFile: string,
	currency: string,
	language: Language,
): Promise<string> {
	const german = language === "de";
	const [, file = "", place = ""] = /^(.*)#(\d+)$/.exec(posting) ?? [];
	if (file === "")
		throw new Error(
			german
				? "Erwartet wurde auszug.sta#3: Datei und Nummer der Buchung."
				: "Expected statement.sta#3: a file and the posting's number.",
		);
	const { assigned, faults } = await assignFiles([file], orderFile, currency);
	const found = assigned?.postings.find(({ listed }) => listed.posting.id.endsWith(`#${place}`));
	if (assigned === null || found === undefined) {
		const why = faults.map((fault) => fault[language]);
		throw new Error(
			[...why, german ? `${file} hat keine Buchung ${place}.` : `${file} has no posting ${place}.`].join("\n"),
		);
	}
	return postingTable([found], orderNames(assigned.orders.map(({ listed }) => listed)), language);
}
